//! Who there is and who may do what: 実施機関, sections, posts and their holders, routes of approval, and what the city judges by.
//! Configuration, not code: it is set by an event like any other, and a route follows posts, so a 人事異動 changes no route.

mod check;

use crate::actor::Role;
use crate::list::List;
use crate::names::{ClassName, EditionName, OrganizationId, PersonId, PostId, ProviderId, SectionId, StandardName};
use crate::words::Line;
use serde::{Deserialize, Serialize};

/// The configuration of a city. [`Configuration::check`] says whether it is sound; only a sound one is ever set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// 実施機関.
    pub organizations: List<Organization>,
    /// Sections.
    pub sections: List<Section, 4096>,
    /// Posts.
    pub posts: List<Post, 16384>,
    /// Routes of approval: of those that fit a use, the first is taken.
    pub routes: List<Route, 1024>,
    /// What the city judges by, and its periods.
    pub policy: Policy,
}

/// A 実施機関.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// Its name in files.
    pub id: OrganizationId,
    /// Its name for people.
    pub name: Line,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its name in files; no other section of the city has it.
    pub id: SectionId,
    /// Whose it is.
    pub organization: OrganizationId,
    /// Its name for people.
    pub name: Line,
    /// 文書記号: what its 文書番号 begin with. No other section has it.
    pub number_prefix: Line,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Its name in files; no other post of the city has it.
    pub id: PostId,
    /// Its name for people.
    pub name: Line,
    /// Whose it is; of a vendor's post, the 実施機関 that deals with it.
    pub organization: OrganizationId,
    /// What it is for.
    pub role: Role,
    /// The section, of posts that act for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<SectionId>,
    /// The company, of a vendor's post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// Who holds it now.
    #[serde(default)]
    pub holders: List<PersonId>,
    /// The posts that may decide in its absence (代決).
    #[serde(default)]
    pub deputies: List<PostId>,
}

/// A route of approval: 合議 in stages, then 決裁.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Whose uses go this way.
    pub organization: OrganizationId,
    /// The section whose uses go this way; every section's, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<SectionId>,
    /// The classes of uses that go this way; every class, where empty.
    #[serde(default)]
    pub classes: List<ClassName>,
    /// 合議: stages one after the other (serial); the posts of one stage in any order (parallel). All must consent.
    #[serde(default)]
    pub consents: List<List<PostId, 32>, 32>,
    /// 決裁: the post that decides.
    pub decides: PostId,
}

/// What the city judges by, and its periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The standard in force.
    pub standard: StandardName,
    /// Its edition.
    pub edition: EditionName,
    /// The readings that depart from the standard's defaults, as in `8-2=fallback`. Each is the city's own decision.
    #[serde(default)]
    pub readings: List<Line>,
    /// The edition of the reference data in force.
    pub references: EditionName,
    /// Months from a decision until the use is to be reviewed again.
    pub renewal_months: u8,
    /// Days before a date on which its duty is shown as due soon.
    pub notice_days: u16,
}

impl Configuration {
    /// The section of this name.
    pub fn find_section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// The post of this name.
    pub fn find_post(&self, id: &PostId) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == *id)
    }

    /// The route that a use of this section and class goes.
    pub fn find_route(&self, organization: &OrganizationId, section: &SectionId, class: &ClassName) -> Option<&Route> {
        self.routes.iter().find(|route| {
            route.organization == *organization
                && route.section.as_ref().is_none_or(|only| only == section)
                && (route.classes.is_empty() || route.classes.contains(class))
        })
    }
}
