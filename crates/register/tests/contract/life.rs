//! The life of a use, from its opening to the register.

use crate::town::Town;
use register::dossier::{content_hash, content_text};
use register::record::answer::VerdictWord;
use register::state::Phase;

#[test]
fn a_use_goes_from_request_to_the_register() {
    let (town, use_id) = Town::approved();
    let approved = town.state.find_use(use_id).unwrap();
    assert_eq!(approved.phase(), Phase::Approved);
    assert_eq!(approved.judgement().unwrap().verdict, VerdictWord::Conforms);
    let approval = approved.approval_in_force().unwrap();
    assert_eq!(approval.number.to_string(), "市市第1号");
    assert_eq!(Some(approval.content), content_hash(approved));
    assert_eq!(approval.signatures.len(), 4);
    println!("{}", content_text(approved).unwrap());
}
