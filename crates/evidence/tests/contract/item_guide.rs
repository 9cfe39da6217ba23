//! The guide to the items: one page each, for every item of the built-in standard and for no other.

use evidence::item_guide::{ITEM_GUIDE, ItemGuide};
use standard::document::Notation;
use standard::{Standard, Text};

#[test]
fn every_item_of_the_standard_has_a_guide_and_no_guide_names_another() {
    let (guide, standard) = (ItemGuide::built_in().unwrap(), Standard::built_in().unwrap());
    let guided: Vec<&str> = guide.items().iter().map(|item| item.no.as_str()).collect();
    let items: Vec<&str> = standard.items().iter().map(|item| item.no.as_str()).collect();
    assert_eq!(guided, items);
    assert_eq!(guide.standard(), "sendai-cloud-use");
}

#[test]
fn every_page_speaks_both_languages_and_judges_no_law() {
    let guide = ItemGuide::built_in().unwrap();
    for item in guide.items() {
        let lists = [&item.convinces, &item.wrong_answers, &item.questions, &item.goes_stale];
        assert!(lists.iter().all(|list| !list.is_empty()), "{}", item.no);
        let texts: Vec<&Text> = lists.into_iter().flatten().chain([&item.asks]).collect();
        for text in texts {
            assert!(text.english.is_some(), "{}: {}", item.no, text.japanese);
            for word in ["違法", "安全"] {
                assert!(!text.japanese.contains(word), "{}: {}", item.no, text.japanese);
            }
        }
    }
}

#[test]
fn a_guide_is_found_by_its_number_and_cites_its_source() {
    let guide = ItemGuide::built_in().unwrap();
    assert!(guide.find("6-5").unwrap().asks.japanese.contains("鍵"));
    assert!(guide.find("9-9").is_none());
    assert_eq!(guide.status_rows().len(), guide.items().len());
}

#[test]
fn a_guide_that_stands_twice_is_refused() {
    let text = ITEM_GUIDE.text.replace("no = \"8-2\"", "no = \"8-1\"");
    let refused = ItemGuide::load("twice", &text, Notation::Toml).unwrap_err();
    assert_eq!(refused[0].code, "duplicate-item");
}
