//! Whether a configuration is sound: every name defined once and used as what it is. Not for whether the city wants it so.

use super::{Configuration, Post, Route};
use crate::actor::Role;
use crate::names::PostId;
use crate::refusal::Refusal;
use std::collections::BTreeSet;

/// The longest time between two reviews that can be configured.
const RENEWAL_LIMIT: u8 = 60;

impl Configuration {
    /// Refuses a configuration that is not sound; the first fault is named.
    ///
    /// # Errors
    /// `configuration-duplicate`, `configuration-dangling`, `configuration-post`, `configuration-route`,
    /// `configuration-without-administrator` or `configuration-period`.
    pub fn check(&self) -> Result<(), Refusal> {
        once("実施機関", "organization", self.organizations.iter().map(|one| one.id.as_str()))?;
        once("課", "section", self.sections.iter().map(|section| section.id.as_str()))?;
        once("文書記号", "number prefix", self.sections.iter().map(|section| section.number_prefix.as_str()))?;
        once("職", "post", self.posts.iter().map(|post| post.id.as_str()))?;
        let organizations: BTreeSet<&str> = self.organizations.iter().map(|one| one.id.as_str()).collect();
        for section in &self.sections {
            defined("実施機関", section.organization.as_str(), organizations.contains(section.organization.as_str()))?;
        }
        self.posts.iter().try_for_each(|post| {
            defined("実施機関", post.organization.as_str(), organizations.contains(post.organization.as_str()))?;
            self.check_post(post)
        })?;
        self.routes.iter().try_for_each(|route| self.check_route(route))?;
        self.check_administrator()?;
        if (1..=RENEWAL_LIMIT).contains(&self.policy.renewal_months) {
            return Ok(());
        }
        Err(Refusal::new(
            "configuration-period",
            (
                format!("更新の間隔 {}か月は使えません", self.policy.renewal_months),
                format!("a renewal every {} months cannot be used", self.policy.renewal_months),
            ),
            (format!("1〜{RENEWAL_LIMIT}か月にします"), format!("use 1 to {RENEWAL_LIMIT} months")),
        ))
    }

    fn check_post(&self, post: &Post) -> Result<(), Refusal> {
        if let Some(id) = &post.section {
            let own = self.find_section(id).is_some_and(|section| section.organization == post.organization);
            defined("課", id.as_str(), own)?;
        }
        post.deputies.iter().try_for_each(|deputy| self.of_organization(deputy, post))?;
        let needs_section = match post.role {
            Role::Officer | Role::InformationManager => true,
            Role::BureauManager | Role::Reviewer | Role::Ciso | Role::Auditor | Role::Vendor | Role::Administrator => {
                false
            }
        };
        let sound =
            (!needs_section || post.section.is_some()) && (post.role == Role::Vendor) == post.provider.is_some();
        if sound {
            return Ok(());
        }
        Err(Refusal::new(
            "configuration-post",
            (
                format!("職 `{}` の課か事業者が、役割と合いません", post.id),
                format!("section or provider of the post `{}` does not fit its role", post.id),
            ),
            (
                "担当と情報管理者には課を、事業者の職にだけ事業者を書きます",
                "officers and information managers have a section; a vendor's post, and no other, has a provider",
            ),
        ))
    }

    /// Without an administrator nobody could ever set another configuration.
    fn check_administrator(&self) -> Result<(), Refusal> {
        if self.posts.iter().any(|post| post.role == Role::Administrator && !post.holders.is_empty()) {
            return Ok(());
        }
        Err(Refusal::new(
            "configuration-without-administrator",
            ("運用の職に就く人がいません", "nobody holds an administrator's post"),
            (
                "構成を次に改められる人がいるように、運用の職に人を就けます",
                "somebody must be able to set the next configuration",
            ),
        ))
    }

    fn of_organization(&self, id: &PostId, post: &Post) -> Result<(), Refusal> {
        let own = self.find_post(id).is_some_and(|other| other.organization == post.organization);
        defined("職", id.as_str(), own)
    }

    fn check_route(&self, route: &Route) -> Result<(), Refusal> {
        let posts = route.consents.iter().flatten().chain([&route.decides]);
        let mut seen = BTreeSet::new();
        for id in posts {
            let approver = self
                .find_post(id)
                .is_some_and(|post| post.organization == route.organization && crate::permissions::approves(post.role));
            if !approver || !seen.insert(id) {
                return Err(Refusal::new(
                    "configuration-route",
                    (
                        format!("決裁の経路に職 `{id}` は使えません"),
                        format!("the post `{id}` cannot stand in this route"),
                    ),
                    (
                        "経路には、同じ実施機関の情報管理者・局(区)情報管理者・審査・CISO の職を、一度ずつ書きます",
                        "a route names posts of its own organization, each once: information managers, bureau managers, reviewers, the CISO",
                    ),
                ));
            }
        }
        Ok(())
    }
}

fn once<'n>(what: &str, english: &str, names: impl Iterator<Item = &'n str>) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(Refusal::new(
                "configuration-duplicate",
                (format!("{what} `{name}` が二度あります"), format!("the {english} `{name}` stands twice")),
                ("一方の名を変えるか、除きます", "rename one of the two, or remove it"),
            ));
        }
    }
    Ok(())
}

fn defined(what: &str, name: &str, is: bool) -> Result<(), Refusal> {
    if is {
        return Ok(());
    }
    Err(Refusal::new(
        "configuration-dangling",
        (
            format!("{what} `{name}` は、この実施機関に定義されていません"),
            format!("`{name}` is not defined, or belongs to another organization"),
        ),
        ("書き誤りを直すか、定義を足します", "correct the name, or define it"),
    ))
}
