//! 利用案件の登録: a section wants to use a service, for a purpose, with information of some class.

use crate::decide::Context;
use crate::event::{Payload, UseOpened};
use crate::judging::class_of;
use crate::names::ServiceId;
use crate::record::profile::Profile;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Opens a use for one's own section.
///
/// Refused: `unknown-service`; what [`Profile`] is refused for: `no-information`, `duplicate-information`, `unknown-class`,
/// `class-without-reason`, `contract-reversed`, `unknown-post`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenUse {
    /// The service.
    pub service: ServiceId,
    /// What the section says of it.
    pub profile: Box<Profile>,
}

impl OpenUse {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let organization = context.actor.organization.clone();
        if context.state.find_service(&organization, &self.service).is_none() {
            return Err(Refusal::new(
                "unknown-service",
                (
                    format!("サービス `{}` は登録されていません", self.service),
                    format!("there is no service `{}`", self.service),
                ),
                ("先にサービスを登録します", "register the service first"),
            ));
        }
        check_profile(&self.profile, context)?;
        let section = context.post()?.section.clone().ok_or_else(|| unknown_post(context.actor.post.as_str()))?;
        let (use_id, service, profile) = (context.state.next_use(), self.service.clone(), self.profile.clone());
        Ok(vec![UseOpened { use_id, organization, section, service, profile }.into()])
    }
}

/// Refuses a profile that is not sound.
pub(super) fn check_profile(profile: &Profile, context: &Context<'_>) -> Result<(), Refusal> {
    let standard = context.measure()?.standard;
    let class = class_of(standard, profile)?;
    let mut seen = BTreeSet::new();
    if let Some(twice) = profile.information.iter().find(|item| !seen.insert(&item.id)) {
        return Err(Refusal::new(
            "duplicate-information",
            (format!("情報 `{}` が二度あります", twice.id), format!("the information `{}` stands twice", twice.id)),
            ("一方の名を変えるか、除きます", "rename one of the two, or remove it"),
        ));
    }
    let out_of_scope = standard.class(class).is_some_and(|class| class.requirements.is_none());
    if profile.class_reason.is_none() && (class.index() == 0 || out_of_scope) {
        return Err(Refusal::new(
            "class-without-reason",
            (
                "最も重い分類と、基準の対象外となる分類には、そう分類した理由が要ります",
                "the strictest class, and one out of the standard's scope, need a reason",
            ),
            ("分類の理由を書きます", "write why the information is of that class"),
        ));
    }
    if let Some(contract) = profile.contract.filter(|contract| contract.until < contract.from) {
        return Err(Refusal::new(
            "contract-reversed",
            (
                format!("契約の終わり {} が、始まり {} より前です", contract.until, contract.from),
                format!("the contract ends on {}, before it begins on {}", contract.until, contract.from),
            ),
            ("契約期間を確かめます", "check the term of the contract"),
        ));
    }
    let manager = context.configuration()?.find_post(&profile.manager);
    match manager.filter(|post| post.organization == context.actor.organization) {
        Some(_) => Ok(()),
        None => Err(unknown_post(profile.manager.as_str())),
    }
}

fn unknown_post(id: &str) -> Refusal {
    Refusal::new(
        "unknown-post",
        (
            format!("職 `{id}` は、この実施機関の課にありません"),
            format!("`{id}` is no post of this organization's section"),
        ),
        ("構成にある職から選びます", "choose a post of the configuration"),
    )
}
