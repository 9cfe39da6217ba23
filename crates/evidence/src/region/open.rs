//! A place that the words leave open: why, and what to ask. Nothing here names a country.

use super::explain_region::RegionExplanation;
use super::{Places, Region, RegionKind};
use standard::Text;
use standard::problem::excerpt;

/// No region's code is longer, in bytes: what comes after is not looked at for the name of a parent region.
const LONGEST_CODE: usize = 64;

impl Places {
    pub(super) fn unknown(&self, words: &str, rest: &str, provider: Option<usize>) -> RegionExplanation {
        if matches!(rest, "global" | "グロ-バル" | "グロ-バルサ-ビス" | "global service") {
            return asking(
                words,
                Text::new(
                    "グローバルサービスはリージョンの中にない。国は決まらない",
                    "a global service is in no region: the country stays open",
                ),
            );
        }
        let country = rest.trim_end_matches('内');
        if matches!(rest, "国内" | "domestic") || self.countries.find(country).is_some() {
            return asking(
                words,
                Text::new(
                    "国名だけの記載は弱い: どのリージョンか、控えや記録もそこにあるかが分からない",
                    "a country alone is weak: it says neither which region, nor whether copies and logs are there too",
                ),
            );
        }
        let parent = |row: &&Region| {
            let its = provider.is_none_or(|provider| row.provider == provider);
            its && row.kind == RegionKind::Region
        };
        let prefix = rest
            .match_indices('-')
            .take_while(|(at, _)| *at <= LONGEST_CODE)
            .filter_map(|(at, _)| rest.get(..at))
            .collect::<Vec<_>>();
        if let Some(row) = prefix.iter().rev().find_map(|stem| self.regions.with_code(stem).find(parent)) {
            let code = &row.code;
            return asking(
                words,
                Text::new(
                    format!("`{code}` の名を含むが、Local Zone などは親と別の国にあることがあり、参照データにない"),
                    format!(
                        "bears the name of `{code}`, but such zones may stand in another country; not in the reference data"
                    ),
                ),
            );
        }
        let shown = excerpt(words.trim());
        asking(
            words,
            Text::new(format!("「{shown}」は参照データにない"), format!("`{shown}` is not in the reference data")),
        )
    }
}

pub(super) fn asking(words: &str, reason: Text) -> RegionExplanation {
    let mut ask = vec![ask_provider(), ask_every_copy()];
    if words.contains([',', '、', '・', '+', '＋', ';']) {
        ask.insert(0, Text::new("場所ごとに一行ずつ分けて書く", "write one row for each place"));
    }
    RegionExplanation { reasons: vec![reason], ask, ..RegionExplanation::default() }
}

pub(super) fn only_area() -> Text {
    Text::new("広い地域の名だけが書かれている", "only the name of a wide area is written")
}

pub(super) fn read_by_place(code: &str) -> Text {
    Text::new(format!("地名から {code} と読んだ"), format!("read as {code} from the name of the place"))
}

pub(super) fn ask_provider() -> Text {
    Text::new(
        "事業者とリージョンのコードを組で(例: aws:ap-northeast-1)",
        "provider and region code together (as in aws:ap-northeast-1)",
    )
}

pub(super) fn ask_code() -> Text {
    Text::new("リージョンのコード(例: ap-northeast-1)", "the region's code (as in ap-northeast-1)")
}

fn ask_every_copy() -> Text {
    Text::new(
        "主系・複製・バックアップ・災害対策・ログ・再委託先のそれぞれについて、国とリージョン",
        "country and region of each: primary, replica, backup, disaster recovery, logs, sub-processors",
    )
}
