//! What was accepted, written into the model's log.

use super::generate;
use super::model::{Model, Row};
use register::{Command, Event, Payload, tokyo_date};

/// Writes what was accepted into the model's log.
#[expect(clippy::too_many_lines, reason = "a table: an arm for each command")]
pub(super) fn record(model: &mut Model, command: &Command, event: &Event) {
    let of = command.use_id().map_or(0, |id| id.0);
    let day = tokyo_date(event.at);
    let (person, post) = (event.actor.person.to_string(), event.actor.post.to_string());
    let mut row = Row { kind: "", of, day, person, post, words: String::new(), number: 0, until: None };
    row.kind = match command {
        Command::SetConfiguration(_) => {
            row.number = generate::variant_of(command);
            "configured"
        }
        Command::SetClock(_) => panic!("the model knows no clock that is wrong: {event:?}"),
        Command::RegisterProvider(_) | Command::RegisterService(_) => "registered",
        Command::OpenUse(opened) => {
            let Payload::UseOpened(made) = &event.event else { panic!("{event:?}") };
            row.of = made.use_id.0;
            row.words = opened.profile.information[0].class.to_string();
            "opened"
        }
        Command::ChangeProfile(changed) => {
            row.words = changed.profile.information[0].class.to_string();
            "profile"
        }
        Command::RequestDeclaration(_) => "requested",
        Command::SubmitDeclaration(submitted) => {
            row.words = generate::name_of_document(&submitted.document);
            "submitted"
        }
        Command::AttachEvidence(attached) => {
            row.words = attached.name.to_string();
            row.number = u32::try_from(model.count(of, "attached")).unwrap() + 1;
            "attached"
        }
        Command::WithdrawEvidence(withdrawn) => {
            row.number = withdrawn.evidence;
            "evidence withdrawn"
        }
        Command::ReturnDeclaration(_) => "returned",
        Command::StartReview(_) => {
            let Payload::ReviewStarted(started) = &event.event else { panic!("{event:?}") };
            row.number = started.basis.declaration;
            row.words = model.basis(of).unwrap();
            "review"
        }
        Command::ReviewItems(reviewed) => {
            let answer = |one: &register::record::judgement::ItemReview| {
                let instead = one.instead.as_ref().map_or("same", |instead| instead.answer.answer().word());
                format!("{}={instead}", one.item)
            };
            row.words = reviewed.reviews.iter().map(answer).collect::<Vec<_>>().join(" ");
            "verified"
        }
        Command::DecideOverallReview(decided) => {
            row.words = String::from(if decided.approved { "approved" } else { "rejected" });
            row.until = Some(decided.until);
            "overall review"
        }
        Command::AcceptRisk(risk) => {
            (row.words, row.until) = (risk.item.to_string(), Some(risk.until));
            "risk"
        }
        Command::AddCondition(condition) => {
            row.until = Some(condition.due);
            "condition"
        }
        Command::MeetCondition(met) => {
            row.number = met.condition;
            "condition met"
        }
        Command::RecordJudgement(_) => {
            let (verdict, lost) = model.verdict(of, day);
            let lost: Vec<String> = lost.iter().map(|clause| clause.join(",")).collect();
            row.number = u32::try_from(model.count(of, "attached")).unwrap();
            (row.words, row.post) = (model.judgement_words(of, day), format!("{verdict} {}", lost.join(";")));
            "judged"
        }
        Command::DraftApproval(_) => {
            let (number, version) = model.number(of, day);
            (row.number, row.post) = (number, model.content(of));
            row.words = String::from(if version == 1 { "first" } else { "again" });
            "drafted"
        }
        Command::Consent(consent) => {
            row.words = consent.in_place_of.as_ref().map_or(row.post.clone(), |absent| absent.post.to_string());
            "signed"
        }
        Command::DecideApproval(decision) => {
            row.words = decision.in_place_of.as_ref().map_or(row.post.clone(), |absent| absent.post.to_string());
            model.log.push(Row { kind: "signed", ..row.clone() });
            row.post = model.content(of);
            "decided"
        }
        Command::ReturnApproval(_) => "approval returned",
        Command::WithdrawApproval(_) => "withdrawn",
        Command::RejectApproval(_) => "rejected",
        Command::ReadAfterwards(_) => "read",
        Command::StartRenewal(_) => "renewal",
        Command::BeginCloseOut(_) => "closing",
        Command::RecordCloseOutStep(step) => {
            (row.words, row.until) = (step.step.word().to_owned(), Some(step.on));
            row.number = u32::from(step.not_applicable);
            "step"
        }
        Command::AcceptErasure(_) => {
            (row.words, row.until) = ("acceptance".to_owned(), Some(day));
            "step"
        }
        Command::CloseUse(_) => "closed",
        Command::AbandonUse(_) => "abandoned",
    };
    model.log.push(row);
}
