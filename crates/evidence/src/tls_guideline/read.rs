//! Reading `tls-guideline.toml`: every row complete, every name once, no profile stricter than a stricter one. Not for what the
//! rows mean.

use super::{
    Demand, Demands, Feature, FeatureRow, GuidelineEdition, Listed, LookedUp, Profile, Size, SizeRow, SuiteClass,
    Technique, Techniques, TlsGuideline, VersionRow,
};
use crate::reference::Provenance;
use crate::rows;
use standard::document::{Report, TableReader, Value};
use standard::{Answer, Text};
use std::collections::HashMap;
use tls::Version;

type Table<'n, 'r, 't> = TableReader<'n, 'r, 't>;

const DEMANDS: &[(&str, Demand)] =
    &[("none", Demand::None), ("should", Demand::Should), ("unclear", Demand::Unclear), ("must", Demand::Must)];
const ANSWERS: &[(&str, Answer)] = &[("met", Answer::Met), ("unknown", Answer::Unknown), ("unmet", Answer::Unmet)];
const SIZES: &[(&str, Size)] =
    &[("rsa", Size::Rsa), ("dsa", Size::Dsa), ("ecdsa", Size::Ecdsa), ("dhe", Size::Dhe), ("ecdhe", Size::Ecdhe)];
const FEATURES: &[(&str, Feature)] = &[
    ("compression", Feature::Compression),
    ("client_renegotiation", Feature::ClientRenegotiation),
    ("secure_renegotiation", Feature::SecureRenegotiation),
    ("extended_master_secret", Feature::ExtendedMasterSecret),
    ("ocsp_stapling", Feature::OcspStapling),
    ("server_order", Feature::ServerOrder),
];
const LISTS: &[(&str, Listed)] =
    &[("monitored", Listed::Monitored), ("unlisted", Listed::Nowhere), ("unknown", Listed::Unknown)];

pub(super) fn guideline(report: &Report<'_>, root: &Table<'_, '_, '_>) -> Option<TlsGuideline> {
    rows::format(root, report);
    let default = root.require_string("default_edition");
    let editions = rows::tables(report, root, "guideline_edition", edition);
    let versions = rows::tables(report, root, "version", |table| version(report, table));
    let suite_classes = rows::tables(report, root, "suite_class", |table| suite_class(report, table));
    let sizes = rows::tables(report, root, "size", |table| size(report, table));
    let features = rows::tables(report, root, "feature", |table| feature(report, table));
    let groups = techniques(report, root, "group");
    let signatures = techniques(report, root, "signature");
    let certificate_signatures = techniques(report, root, "certificate_signature");
    check_complete(root, &versions, &sizes);
    let default_edition = default.and_then(|id| {
        let found = editions.iter().position(|edition: &GuidelineEdition| edition.id == id);
        if found.is_none() {
            rows::unknown_name(root, "unknown-edition", id, editions.iter().map(|edition| edition.id.as_str()));
        }
        found
    });
    Some(TlsGuideline {
        default_edition: default_edition?,
        editions,
        versions,
        suite_classes,
        sizes,
        features,
        groups,
        signatures,
        certificate_signatures,
    })
}

fn edition(table: &Table<'_, '_, '_>) -> Option<GuidelineEdition> {
    let (id, name) = (table.require_string("id"), table.require_string("name"));
    let published = table.find_string("published").and_then(|words| words.parse().ok());
    let (note, provenance) = (table.require_text("note"), Provenance::read(table));
    Some(GuidelineEdition {
        id: id?.to_owned(),
        name: name?.to_owned(),
        published,
        note: note?,
        provenance: provenance?,
    })
}

fn version(report: &Report<'_>, table: &Table<'_, '_, '_>) -> Option<VersionRow> {
    let versions = Version::ALL.map(|version| (version.name(), version));
    let (version, item) = (rows::one_of(table, "name", &versions), rows::one_of(table, "item", ANSWERS));
    let (accepted, refused) = (demands(report, table, "accepted"), demands(report, table, "refused"));
    let (note, provenance) = (table.find_text("note").unwrap_or_default(), Provenance::read(table));
    Some(VersionRow { version: version?, item: item?, accepted, refused, note, provenance: provenance? })
}

fn suite_class(report: &Report<'_>, table: &Table<'_, '_, '_>) -> Option<SuiteClass> {
    let (id, title) = (table.require_string("id"), table.require_text("title"));
    let words = |key: &str| rows::words(table, key).into_iter().map(str::to_owned).collect();
    let (key_exchanges, words, names) = (words("key_exchange"), words("words"), words("names"));
    let (listed, accepted) = (listed(table), demands(report, table, "accepted"));
    let provenance = Provenance::read(table);
    Some(SuiteClass {
        id: id?.to_owned(),
        title: title?,
        key_exchanges,
        words,
        names,
        listed,
        accepted,
        provenance: provenance?,
    })
}

fn size(report: &Report<'_>, table: &Table<'_, '_, '_>) -> Option<SizeRow> {
    let size = rows::one_of(table, "id", SIZES);
    let at_least = if table.require("at_least").is_some() { bits(table, "at_least") } else { None };
    let (title, below) = (table.require_text("title"), demands(report, table, "below"));
    let provenance = Provenance::read(table);
    Some(SizeRow { size: size?, at_least: at_least?, title: title?, below, provenance: provenance? })
}

fn feature(report: &Report<'_>, table: &Table<'_, '_, '_>) -> Option<FeatureRow> {
    let feature = rows::one_of(table, "id", FEATURES);
    let wanted = rows::one_of(table, "want", &[("yes", true), ("no", false)]);
    let (text, against) = (table.require_text("text"), demands(report, table, "against"));
    let provenance = Provenance::read(table);
    Some(FeatureRow { feature: feature?, wanted: wanted?, text: text?, against, provenance: provenance? })
}

fn techniques(report: &Report<'_>, root: &Table<'_, '_, '_>, key: &str) -> Techniques {
    let mut by_name = HashMap::new();
    let mut count = 0;
    let rows = rows::tables(report, root, key, |table| {
        let row = technique(report, table)?;
        for name in &row.names {
            if by_name.insert(name.to_ascii_lowercase(), count).is_some() {
                rows::duplicate(table, "duplicate-name", name);
            }
        }
        count += 1;
        Some(row)
    });
    Techniques { rows, by_name }
}

fn technique(report: &Report<'_>, table: &Table<'_, '_, '_>) -> Option<Technique> {
    let names: Vec<String> = rows::words(table, "names").into_iter().map(str::to_owned).collect();
    let judged_as = table.find_string("judged_as");
    let looked_up = match (judged_as, listed(table)) {
        (Some(words), None) => Some(LookedUp::As(words.to_owned())),
        (None, Some(listed)) => Some(LookedUp::So(listed)),
        (Some(_), Some(_)) | (None, None) => None,
    };
    if looked_up.is_none() || names.is_empty() {
        let message = Text::new(
            "names と、judged_as か list のどちらか一つが要ります",
            "`names` is needed, and either `judged_as` or `list`",
        );
        table.error("name-without-meaning", message, None);
    }
    let bits = table.find("bits").and_then(|_| bits(table, "bits"));
    let (accepted, note) = (demands(report, table, "accepted"), table.find_text("note"));
    let provenance = Provenance::read(table);
    Some(Technique { names, looked_up: looked_up?, bits, accepted, note, provenance: provenance? })
}

fn listed(table: &Table<'_, '_, '_>) -> Option<Listed> {
    table.find("list").and_then(|_| rows::one_of(table, "list", LISTS))
}

/// What the profiles ask: the table at `key`; nothing where it is absent.
fn demands(report: &Report<'_>, parent: &Table<'_, '_, '_>, key: &str) -> Demands {
    let Some(table) = parent.find(key).and_then(|node| TableReader::new(report, node)) else {
        return Demands::default();
    };
    let of = |profile: Profile| match table.find(profile.word()) {
        Some(_) => rows::one_of(&table, profile.word(), DEMANDS).unwrap_or_default(),
        None => Demand::None,
    };
    let demands =
        Demands { high: of(Profile::High), recommended: of(Profile::Recommended), exception: of(Profile::Exception) };
    if !demands.are_in_order() {
        let message =
            Text::new("緩い型のほうが厳しい求めになっています", "a laxer profile asks more than a stricter one");
        let hint = Text::new(
            "must・unclear は high、recommended、exception の順に弱くなるように書きます",
            "`must` and `unclear` become weaker from `high` over `recommended` to `exception`",
        );
        table.error("profile-order", message, Some(hint));
    }
    table.finish();
    demands
}

fn bits(table: &Table<'_, '_, '_>, key: &str) -> Option<u32> {
    let number = match table.find(key).map(|node| &node.value) {
        Some(Value::Integer(number)) => u32::try_from(*number).ok(),
        Some(Value::String(_) | Value::Boolean(_) | Value::Array(_) | Value::Table(_) | Value::Other(_)) | None => None,
    };
    if number.is_none() {
        let message = Text::new(format!("`{key}` はビット数です"), format!("`{key}` is a number of bits"));
        table.error("bad-number", message, None);
    }
    number
}

/// Every version and every size must have a row: a gap would let a server through unseen.
fn check_complete(root: &Table<'_, '_, '_>, versions: &[VersionRow], sizes: &[SizeRow]) {
    let versions = Version::ALL.into_iter().filter(|version| !versions.iter().any(|row| row.version == *version));
    let missing = versions.map(|version| format!("[[version]] {}", version.name()));
    let sizes = SIZES.iter().filter(|(_, size)| !sizes.iter().any(|row| row.size == *size));
    for name in missing.chain(sizes.map(|(word, _)| format!("[[size]] {word}"))) {
        let message = Text::new(format!("{name} がありません"), format!("{name} is missing"));
        root.error("missing-row", message, None);
    }
}
