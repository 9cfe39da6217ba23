//! 重要性分類 (№6-4): the information kept there is of the class that may be kept abroad, item by item. Never a claim for a
//! whole service.

use super::{Case, Context, Finding, english};
use standard::Answer;

pub(super) fn settle(context: &Context<'_>, case: &Case<'_>, class: &str) -> Finding {
    let Some(information) = case.information else { return case.undescribed() };
    let label = |id: &str| context.standard.classes().iter().find(|one| one.id == id).map(|one| one.label.clone());
    let Some(own) = label(&information.class) else {
        return case.missing("この情報の重要性分類", "the class of this information");
    };
    let wanted = label(class).unwrap_or_default();
    let (japanese, in_english) = (&own.japanese, english(&own));
    if information.class == class {
        return case.finding(
            Answer::Met,
            &format!("情報は「{japanese}」"),
            &format!("the information is of `{in_english}`"),
        );
    }
    case.finding(
        Answer::Unmet,
        &format!("情報は「{japanese}」で、「{}」ではない", wanted.japanese),
        &format!("the information is of `{in_english}`, not `{}`", english(&wanted)),
    )
}
