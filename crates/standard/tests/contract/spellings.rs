//! What people write, and what it is taken for: answers, decisions, classes, item numbers, and the dates that spreadsheets
//! make of item numbers. What is not beyond doubt is refused.

use standard::spelling::{answer, decision, fold, serial_month_and_day};
use standard::{Answer, Decision, Language, Standard};

fn sendai() -> Standard {
    Standard::built_in().unwrap()
}

#[test]
fn an_answer_may_be_spelled_in_these_ways() {
    let spellings: [(Answer, &str); 4] = [
        (
            Answer::Met,
            "met|MET|Met| met |ｍｅｔ|ＭＥＴ|\tmet\u{3000}|○|〇|◯|⭕|⭕\u{fe0f}|✅|o|O|ｏ|Ｏ|◎|✓|✔|✔\u{fe0f}|適|適合|可|満たす|\
            満たしている|満たします|○ 満たす|○\u{3000}満たす|対応|対応済|対応済み|はい|有|あり|yes|YES|ｙｅｓ|y|Ｙ|\u{200b}○|\u{feff}met",
        ),
        (
            Answer::Unmet,
            "unmet|UNMET|ｕｎｍｅｔ|×|✕|✖|✖\u{fe0f}|✗|✘|☓|╳|❌|x|X|ｘ|Ｘ|否|不適|不適合|不可|満たさない|満たしていない|満たしません|× 満たさない|\
            非対応|未対応|いいえ|無|なし|no|No|ＮＯ|n|Ｎ",
        ),
        (
            Answer::Unknown,
            "| |\u{3000}|\t|\u{a0}|unknown|UNKNOWN|ｕｎｋｎｏｗｎ|?|？|不明|？ 不明|未回答|未定|未確認|確認中|調査中|わからない",
        ),
        (
            Answer::NotApplicable,
            "na|NA|ｎａ|n/a|N/A|Ｎ／Ａ|-|－|‐|‑|‒|–|—|―|−|ー|ｰ|─|﹣|⁃|該当なし|－ 該当なし|該当無し|該当無|非該当|対象外|Not applicable",
        ),
    ];
    for (meaning, words) in spellings {
        for word in words.split('|') {
            let understood = answer(word).unwrap_or_else(|| panic!("{word:?} is refused"));
            assert_eq!((understood.value, understood.correction), (meaning, None), "{word:?}");
        }
        let own = answer(meaning.word()).unwrap();
        assert_eq!((own.value, own.correction), (meaning, None));
    }
}

#[test]
fn a_conditional_answer_is_unknown_and_says_so() {
    for word in "△|▲|条件付き|条件付|一部|一部対応|△ 条件付き|△　条件付き|partial|Conditional".split('|')
    {
        let understood = answer(word).unwrap_or_else(|| panic!("{word:?} is refused"));
        assert_eq!(understood.value, Answer::Unknown, "{word:?}");
        assert!(understood.correction.unwrap().japanese.contains(word.trim()), "{word:?}");
    }
}

#[test]
fn an_answer_in_doubt_is_refused() {
    for word in "0|1|true|false|ok|アリ|●|■|□|☑|○×|○/×|×→○|○(予定)|予定|対応予定|検討中|たぶん|満たすかもしれない|満たす見込み|概ね満たす|--|ー ー|??|\
        met unmet|m e t|meet|approved|None|null|=1|+met|@met|\0|met\0|一|ロ|該当|適用|口|0.5|\u{202e}tem".split('|') {
        assert_eq!(answer(word), None, "{word:?}");
    }
}

#[test]
fn a_decision_may_be_spelled_in_these_ways_and_no_other() {
    let spellings: [(Decision, &str); 3] = [
        (Decision::Approved, "approved|Approved|ＡＰＰＲＯＶＥＤ|承認|可|可とする|○|〇|◯"),
        (Decision::Rejected, "rejected|REJECTED|不承認|却下|否|不可|不可とする|×|✕"),
        (Decision::None, "none|NONE|| |未決|未検討|-|－|ー|未定|検討中"),
    ];
    for (meaning, words) in spellings {
        for word in words.split('|') {
            assert_eq!(decision(word), Some(meaning), "{word:?}");
        }
    }
    for word in "met|unmet|yes|承認予定|条件付き承認|△|approve|0|1|保留?|na".split('|') {
        assert_eq!(decision(word), None, "{word:?}");
    }
}

#[test]
fn a_class_may_be_spelled_in_these_ways_and_no_other() {
    let standard = sendai();
    let spellings: [(&str, &str); 4] = [
        ("S", "S|s|Ｓ|ｓ|重要性分類S|重要性分類Ｓ| S "),
        ("I", "I|i|Ｉ|Ⅰ|ⅰ|1|１|重要性分類Ⅰ|重要性分類I"),
        ("II", "II|ii|ＩＩ|Ⅱ|ⅱ|2|２|重要性分類Ⅱ"),
        ("III", "III|iii|ＩＩＩ|Ⅲ|ⅲ|3|３|重要性分類Ⅲ"),
    ];
    for (id, words) in spellings {
        for word in words.split('|') {
            let found = standard.find_class(word).map(|class| standard.class(class).unwrap().id.as_str());
            assert_eq!(found, Some(id), "{word:?}");
        }
    }
    for word in "|0|4|IV|Ⅳ|IIII|l|SS|S/Ⅰ|Ⅰ,Ⅱ|分類|-|A".split('|') {
        assert_eq!(standard.find_class(word), None, "{word:?}");
    }
}

#[test]
fn an_item_may_be_spelled_in_these_ways_and_no_other() {
    let standard = sendai();
    let same = ["5-1", "№5-1", "№ 5-1", "No.5-1", "No5-1", "NO. 5-1", "Ｎｏ．５－１", "項目5-1", "項目 5-1", " 5-1 "];
    let dashes = ["5－1", "5‐1", "5‑1", "5–1", "5—1", "5―1", "5−1", "5ー1", "5ｰ1", "５－１", "５ー１", "5─1", "⑤-①"];
    for word in same.into_iter().chain(dashes) {
        let found = standard.find_input(word).unwrap_or_else(|| panic!("{word:?} is refused"));
        assert_eq!((standard.name(found.value), found.correction), ("5-1", None), "{word:?}");
    }
    for (input, name) in standard.inputs() {
        assert_eq!(standard.find_input(name).map(|found| found.value), Some(input));
    }
    for word in "|5|51|5 1|5_1|5-1-1|5-|-1|5--1|5~1|5.1|05-01|0|9|6-6|8-3|項目|no|№".split('|') {
        assert_eq!(standard.find_input(word), None, "{word:?}");
    }
}

/// What spreadsheets show for 1 May, whichever way they are set.
#[test]
fn a_date_that_a_spreadsheet_made_of_an_item_is_read_back_with_a_correction() {
    let standard = sendai();
    let dates = [
        ("5-1", "5月1日"),
        ("5-1", "05月01日"),
        ("5-1", "５月１日"),
        ("5-1", "2026年5月1日"),
        ("5-1", "令和8年5月1日"),
        ("5-1", "1-May"),
        ("5-1", "01-May"),
        ("5-1", "May-1"),
        ("5-1", "May-01"),
        ("5-1", "1-May-26"),
        ("5-1", "1-May-2026"),
        ("5-1", "May-1-2026"),
        ("5-1", "MAY-01"),
        ("5-1", "2026/5/1"),
        ("5-1", "2026/05/01"),
        ("5-1", "2026-05-01"),
        ("5-1", "2026.5.1"),
        ("5-1", "2026-05-01 00:00:00"),
        ("5-1", "2026-05-01T00:00:00"),
        ("5-1", "2026/5/1 0:00"),
        ("5-1", "05/01/26"),
        ("5-1", "5/1/26"),
        ("5-1", "5/1/2026"),
        ("5-1", "5/1"),
        ("5-1", "05/01"),
        ("5-1", "46143"),
        ("5-1", "４６１４３"),
        ("5-1", "№46143"),
        ("5-2", "46144"),
        ("5-3", "5月3日"),
        ("6-1", "1-Jun"),
        ("6-5", "June-5"),
        ("6-5", "46178"),
        ("8-1", "1-Aug"),
        ("8-1", "2026/8/1"),
        ("8-1", "46235"),
        ("8-2", "August-02"),
    ];
    for (no, shown) in dates {
        let found = standard.find_input(shown).unwrap_or_else(|| panic!("{shown:?} is refused"));
        assert_eq!(standard.name(found.value), no, "{shown:?}");
        let correction = found.correction.unwrap();
        assert!(correction.japanese.contains(&format!("№{no}")), "{correction:?}");
        assert!(correction.in_language(Language::English).contains(shown), "{correction:?}");
    }
}

#[test]
fn a_day_that_does_not_exist_or_names_no_item_is_refused() {
    let standard = sendai();
    for shown in
        "13月1日|5月32日|5月0日|0月1日|5月|1日|5月1|月日|9月9日|1月5日|05-Jan|1-Mayor|1-M|1-Ma|5/32|13/1|5/0|2026/13/1|\
        2026/5/32|abcd/5/1|5/1/abcd|5/1/1/1|46143.5|46142.|046143|4614|461430|46150|-46143|2026/5|5//1|\
        /5/1|１日５月|99999|60|5/1/202|2026/5/1x"
            .split('|')
    {
        assert_eq!(standard.find_input(shown), None, "{shown:?}");
    }
    assert_eq!(standard.input_of_date(5, 32, "x"), None);
    assert_eq!(standard.input_of_date(0, 1, "x"), None);
    assert_eq!(standard.input_of_date(u32::MAX, u32::MAX, "x"), None);
}

/// A standard with a № for the days that English months make hard (`1-Oct` holds a `t`), and for days that are none.
#[test]
fn months_are_told_apart_and_a_date_beats_no_plain_number() {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut nos: Vec<String> = (1..=12).map(|month| format!("{month}-1")).collect();
    nos.extend(["5-32".to_owned(), "2-29".to_owned(), "2-30".to_owned(), "46143".to_owned(), "no1".to_owned()]);
    let head = include_str!("../head.toml");
    let clauses: Vec<String> = nos.iter().map(|no| format!("[\"{no}\"]")).collect();
    let items: Vec<String> = nos
        .iter()
        .map(|no| format!("[[topic.item]]\nno = \"{no}\"\nrequirement = \"x\"\ncells = {{ a = \"required\" }}\n"))
        .collect();
    let text = format!(
        "{head}[cell.required]\nprint = \"必須\"\nmeans = \"required\"\n[[class]]\nid = \"a\"\nlabel = \"a\"\nclauses = [{}]\n[[category]]\nid = \"c\"\nname = \"c\"\n[[topic]]\ncategory = \"c\"\nname = \"t\"\nrisk = \"r\"\n{}",
        clauses.join(","),
        items.concat()
    );
    let standard = Standard::load("months", &text, standard::document::Notation::Toml).unwrap();
    let name = |shown: &str| standard.find_input(shown).map(|found| standard.name(found.value).to_owned());
    for (month, short) in (1..).zip(months) {
        for shown in [format!("1-{short}"), format!("{short}-01"), format!("1-{short}-26"), format!("2026/{month}/1")] {
            assert_eq!(name(&shown), Some(format!("{month}-1")), "{shown}");
        }
    }
    assert_eq!(name("1-Sept"), Some("9-1".to_owned()));
    assert_eq!(name("2/29"), Some("2-29".to_owned()));
    // The № itself is always understood; a day that no calendar has is not, though the № exists.
    for (shown, found) in [("5-32", Some("5-32")), ("5/32", None), ("2-30", Some("2-30")), ("2月30日", None)] {
        assert_eq!(name(shown).as_deref(), found, "{shown}");
    }
    // A № that looks like a serial number, or like the sign for №, is that № and no date.
    assert_eq!(
        standard.find_input("46143").map(|found| (standard.name(found.value), found.correction)),
        Some(("46143", None))
    );
    assert_eq!(name("no1").as_deref(), Some("no1"));
}

/// The Gregorian calendar, day by day from 1 March 1900, whose serial number is 61.
#[test]
fn every_serial_number_is_the_day_that_the_calendar_says() {
    let (mut year, mut month, mut day) = (1900_u32, 3_u32, 1_u32);
    for serial in 61..=80_000 {
        assert_eq!(serial_month_and_day(serial), Some((month, day)), "{serial}");
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let last = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        day += 1;
        if day > last {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    // The loop ends one day after the last serial.
    assert_eq!((year, month, day), (2119, 1, 12));
    for serial in [0, 1, 59, 60] {
        assert_eq!(serial_month_and_day(serial), None);
    }
    assert_eq!(serial_month_and_day(u32::MAX), None);
}

#[test]
fn folding_twice_is_folding_once() {
    for words in [
        "Ⅰ",
        "№",
        "ﾄﾞ",
        "ｶﾞ",
        "İ",
        "ẞ",
        "ᾼ",
        "ϓ",
        "㍻",
        "ﬃ",
        "Ⅷ",
        "①",
        "K",
        "Ω",
        "\u{3000}a\u{3000}",
        "e\u{301}",
        "\u{ad}",
    ] {
        assert_eq!(fold(&fold(words)), fold(words), "{words:?}");
    }
}
