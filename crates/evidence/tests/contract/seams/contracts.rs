//! №1 and №2: what a contract says, who it binds, and what no contract keeps away.

use super::{answer, expect, said};
use evidence::declaration::{Declaration, read_declaration};
use standard::Answer::{Met, Unknown, Unmet};
use standard::Problem;
use standard::document::Notation;

fn law(country: &str) -> String {
    format!("[[law]]\ncontract = \"規約\"\nbinds = \"city\"\ncountry = \"{country}\"\n")
}

fn court(rest: &str) -> String {
    format!("[[court]]\ncontract = \"規約\"\nbinds = \"city\"\n{rest}\n")
}

#[test]
fn seam_15_the_governing_law_decides_and_a_foreign_parent_is_a_risk_to_know() {
    expect("1", &[(&law("JP"), Met), (&law("US"), Unmet), (&law("unknown"), Unknown), (&law("na"), Unknown)]);
    for role in ["parent", "sub_processor", "operator"] {
        let company = |country: &str| {
            format!("{}[[company]]\nname = \"X\"\nrole = \"{role}\"\ncountry = \"{country}\"\n", law("JP"))
        };
        expect("1", &[(&company("US"), Met), (&company("JP"), Met), (&company("unknown"), Met)]);
        assert!(said("1", &company("US")).contains("外国(「US」)の会社"), "{}", said("1", &company("US")));
        assert!(said("1", &company("unknown")).contains("国を尋ねる"));
        assert!(!said("1", &company("JP")).contains("「X」") && !said("1", &company("na")).contains("「X」"));
    }
}

#[test]
fn seam_16_a_court_that_is_or_can_be_designated_passes_and_silence_is_open() {
    let designated = court("forum = \"court\"\ncountry = \"JP\"");
    let on_request = court("forum = \"on_request\"\ncountry = \"JP\"");
    expect(
        "2",
        &[
            (&designated, Met),
            (&on_request, Met),
            (&court("forum = \"court\"\ncountry = \"US\""), Unmet),
            (&court("forum = \"on_request\"\ncountry = \"US\""), Unmet),
            (&court("forum = \"arbitration\""), Unmet),
            (&court("forum = \"silent\""), Unknown),
            (&court("forum = \"unknown\""), Unknown),
        ],
    );
    assert!(said("2", &on_request).contains("条件付き"), "{}", said("2", &on_request));
    assert!(!said("2", &designated).contains("条件付き"));
}

#[test]
fn seam_16_a_court_that_is_not_the_only_way_passes_with_a_note() {
    let with = |rest: &str| court(&format!("forum = \"court\"\ncountry = \"JP\"\n{rest}"));
    let both = with("arbitration = true");
    expect("2", &[(&with("exclusive = false"), Met), (&with("exclusive = true"), Met), (&both, Met)]);
    assert!(said("2", &with("exclusive = false")).contains("専属的な管轄ではない"));
    assert!(!said("2", &with("exclusive = true")).contains("専属的"));
    assert!(said("2", &both).contains("仲裁にもできる"));
    let foreign = court("forum = \"court\"\ncountry = \"US\"\nexclusive = false");
    expect("2", &[(&foreign, Unmet)]);
}

#[test]
fn trap_a_resellers_domestic_contract_beside_a_foreign_eula() {
    let eula = |country: &str| {
        format!("{}[[law]]\ncontract = \"EULA\"\nbinds = \"users\"\ncountry = \"{country}\"\n", law("JP"))
    };
    expect("1", &[(&eula("JP"), Met), (&eula("US"), Unmet), (&eula("unknown"), Unknown)]);
}

#[test]
fn trap_arbitration_under_japanese_law() {
    let both = format!("{}{}", law("JP"), court("forum = \"arbitration\""));
    assert_eq!((answer("1", &both), answer("2", &both)), (Met, Unmet));
}

#[test]
fn trap_silence_is_no_designation() {
    expect("1", &[(&law("該当なし"), Unknown)]);
    expect("2", &[(&court("forum = \"silent\""), Unknown)]);
}

const HEAD: &str = "format = 1\n[service]\nname = \"x\"\nprovider = \"y\"\n";

fn read(text: &str) -> Result<Declaration, Vec<Problem>> {
    read_declaration("facts.toml", text, Notation::Toml)
}

#[test]
fn trap_the_clause_stands_in_another_document() {
    let shown_by = |document: &str| {
        let documents =
            "[[document]]\nid = \"msa\"\ntitle = \"基本契約\"\n[[document]]\nid = \"order\"\ntitle = \"注文書\"\n";
        let evidence = format!("origin = \"documented\"\ndocument = \"{document}\"\narticle = \"12条\"\n");
        read(&format!("{HEAD}{documents}{}{evidence}", law("JP")))
    };
    assert_eq!(shown_by("msa").unwrap().laws[0].evidence.document.as_deref(), Some("msa"));
    assert!(shown_by("dpa").unwrap_err().iter().any(|problem| problem.code == "dangling-name"));
}

#[test]
fn trap_an_unquoted_clause_is_no_document() {
    let document = "[[document]]\nid = \"terms\"\ntitle = \"規約\"\n";
    let shown = |rest: &str| {
        read(&format!("{HEAD}{document}{}origin = \"documented\"\ndocument = \"terms\"\n{rest}", law("JP")))
    };
    assert!(shown("quote = \"日本法を準拠法とします\"").is_ok() && shown("article = \"21条\"").is_ok());
    assert!(shown("").unwrap_err().iter().any(|problem| problem.code == "evidence-without-article"));
}
