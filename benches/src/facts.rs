//! Figures of facts: settling a declaration and judging it, settling many again for another day, and resolving names.

use crate::harness::{measure, number};
use crate::report::{Figure, Goal, Group};
use evidence::certification::CertificateContext;
use evidence::cryptrec::{Cryptrec, Use};
use evidence::declaration::{Declaration, Known, Protection, read_declaration};
use evidence::sanitization::EraseConditions;
use evidence::settle::{References, Settler};
use jiff::civil::{Date, date};
use standard::document::Notation;
use standard::{ClassIndex, Standard, Verdict};
use std::hint::black_box;

const EXAMPLES: [(&str, &str); 2] = [
    ("document-cloud.toml", include_str!("../../examples/declarations/document-cloud.toml")),
    ("overseas.toml", include_str!("../../examples/declarations/overseas.toml")),
];

/// Declarations settled in one run of the revision; figures are scaled to the 10,000 of the goal.
const MANY: usize = 1_000;

/// What people write for one technique, plainly and not.
const NAMES: [&str; 12] = [
    "AES-256-GCM",
    "AES256",
    "aes-xts-plain64",
    "AES/GCM/NoPadding",
    "SSE-S3",
    "ＡＥＳ－２５６",
    "3DES",
    "DESede",
    "TDE",
    "BitLocker",
    "ChaCha20-Poly1305",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
];

pub(crate) fn run(standard: &Standard) -> Group {
    let heading = "Facts, one core";
    let (Ok(references), Ok(cryptrec)) = (References::built_in(), Cryptrec::built_in()) else {
        return Group { heading, figures: Vec::new() };
    };
    let read = |(name, text): &(&str, &str)| read_declaration(name, text, Notation::Toml).ok();
    let declarations: Vec<Declaration> = EXAMPLES.iter().filter_map(read).collect();
    let Some(class) = standard.find_class("I") else { return Group { heading, figures: Vec::new() } };
    let (today, later) = (date(2026, 12, 1), date(2027, 6, 1));
    let verdict = |declaration: &Declaration, on: Date| judged(standard, &references, declaration, class, on);

    let each = |declaration: &Declaration| {
        let times = measure(|| {
            // Short runs: on a machine with other work, a long one is interrupted.
            for _ in 0..10 {
                black_box(verdict(black_box(declaration), today));
            }
        });
        times.map(|time| time.as_secs_f64() * 1e6 / 10.0)
    };
    let mut figures: Vec<Figure> = declarations
        .iter()
        .zip(EXAMPLES)
        .map(|(declaration, (name, _))| {
            Figure::new(format!("settled and judged: {name}"), "µs", each(declaration)).goal(Goal::AtMost(100.0))
        })
        .collect();

    let long = with_long_lists(&declarations);
    figures.extend(long.iter().map(|declaration| {
        Figure::new("the same with 64 cipher suites in each of four channels", "µs", each(declaration))
            .goal(Goal::AtMost(100.0))
    }));
    let settler = Settler::new(standard, &references);
    figures.extend(long.iter().map(|declaration| {
        let times = measure(|| {
            for _ in 0..10 {
                black_box(judged_by(standard, &settler, black_box(declaration), class, today));
            }
        });
        let times = times.map(|time| time.as_secs_f64() * 1e6 / 10.0);
        Figure::new("and again, by a settler that has seen the suites", "µs", times).goal(Goal::AtMost(100.0))
    }));
    figures.extend(explanations(&references));

    // As class S, which needs the certificate that ends between the two days.
    let Some(strictest) = standard.find_class("S") else { return Group { heading, figures } };
    let verdict = |declaration: &Declaration, on: Date| judged_by(standard, &settler, declaration, strictest, on);
    let many: Vec<&Declaration> = declarations.iter().cycle().take(MANY).collect();
    let before: Vec<Verdict> = many.iter().map(|declaration| verdict(declaration, today)).collect();
    let mut flips = Vec::new();
    let again = measure(|| {
        let after = many.iter().map(|declaration| verdict(declaration, later));
        flips = before.iter().zip(after).enumerate().filter(|(_, (old, new))| *old != new).map(|(at, _)| at).collect();
        black_box(&flips);
    });
    let scaled = again.map(|time| time.as_secs_f64() * 10_000.0 / number(MANY));
    figures.push(
        Figure::new("10,000 declarations settled and judged for another day, flips listed", "s", scaled)
            .goal(Goal::AtMost(1.0))
            .note(format!("{} of {MANY} flip", flips.len())),
    );

    let resolved = measure(|| {
        for name in NAMES.iter().cycle().take(12_000) {
            black_box(cryptrec.resolve(black_box(name)));
        }
    });
    let rate = resolved.map(|time| 12_000.0 / time.as_secs_f64() / 1e6);
    figures.push(Figure::new("names of encryption resolved", "M/s", rate).goal(Goal::AtLeast(1.0)));
    Group { heading, figures }
}

/// How exchanges of keys and ciphers are named in suites; together they make 64 names.
const EXCHANGES: [&str; 4] = ["ECDHE_ECDSA", "ECDHE_RSA", "DHE_RSA", "DHE_DSS"];
const CIPHERS: [&str; 16] = [
    "AES_128_GCM_SHA256",
    "AES_256_GCM_SHA384",
    "AES_128_CCM",
    "AES_256_CCM",
    "AES_128_CCM_8",
    "AES_256_CCM_8",
    "CHACHA20_POLY1305_SHA256",
    "CAMELLIA_128_GCM_SHA256",
    "CAMELLIA_256_GCM_SHA384",
    "AES_128_CBC_SHA256",
    "AES_256_CBC_SHA384",
    "CAMELLIA_128_CBC_SHA256",
    "CAMELLIA_256_CBC_SHA384",
    "AES_128_CBC_SHA",
    "AES_256_CBC_SHA",
    "CAMELLIA_128_CBC_SHA",
];

/// The first declaration with long lists of suites, as servers give them.
fn with_long_lists(declarations: &[Declaration]) -> Option<Declaration> {
    let mut declaration = declarations.first()?.clone();
    let names = EXCHANGES.iter().flat_map(|exchange| CIPHERS.map(|cipher| format!("TLS_{exchange}_WITH_{cipher}")));
    let all: Vec<String> = names.collect();
    for channel in &mut declaration.channels {
        if let Known::Is(Protection::Tls { versions, suites }) = &mut channel.fact.protection {
            *versions = vec!["1.2".to_owned()];
            suites.clone_from(&all);
        }
    }
    Some(declaration)
}

/// One explanation of each kind, as `kijun explain` and settling ask for it.
fn explanations(references: &References) -> Vec<Figure> {
    let cryptrec = &references.cryptrec;
    let edition = cryptrec.default_edition();
    let certificate = CertificateContext { on: Some(date(2026, 12, 1)), ..CertificateContext::default() };
    let suite = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    let figure = |name: &str, explain: &dyn Fn()| {
        let times = measure(|| {
            for _ in 0..1_000 {
                explain();
            }
        });
        Figure::new(name, "µs", times.map(|time| time.as_secs_f64() * 1e6 / 1_000.0)).goal(Goal::AtMost(1.0))
    };
    vec![
        figure("explained: a region", &|| {
            black_box(references.places.explain_region(black_box("aws:ap-northeast-1")));
        }),
        figure("explained: a certificate", &|| {
            let explained = references.certification.explain_certificate(black_box("ISMAP C21-0008-2"), &certificate);
            black_box(explained);
        }),
        figure("explained: an erasure", &|| {
            let conditions = EraseConditions::default();
            let explained =
                references.sanitization.explain_sanitization(Some("nvme-ssd"), black_box("暗号化消去"), conditions);
            black_box(explained);
        }),
        figure("explained: a cipher suite", &|| {
            black_box(cryptrec.explain_algorithm(black_box(suite), Some(Use::Channel), edition, None));
        }),
    ]
}

fn judged(
    standard: &Standard,
    references: &References,
    declaration: &Declaration,
    class: ClassIndex,
    on: Date,
) -> Verdict {
    judged_by(standard, &Settler::new(standard, references), declaration, class, on)
}

fn judged_by(
    standard: &Standard,
    settler: &Settler<'_>,
    declaration: &Declaration,
    class: ClassIndex,
    on: Date,
) -> Verdict {
    let settlement = settler.settle(declaration, on);
    standard.judge(class, standard.default_settings(), settlement.answers()).verdict
}
