//! Names and addresses become addresses to dial. Names with answers of our own are tried with the command itself, in a network of
//! its own (`crates/kijun/tests/cli/probe_names.rs`).

use probe::guard::{Policy, Refusal, Target};
use probe::resolve::{Failure, resolve};
use std::time::Duration;

const LONGEST: Duration = Duration::from_secs(5);

async fn addresses(written: &str, policy: &Policy) -> Result<Vec<String>, Failure> {
    let checked = resolve(&Target::parse(written).unwrap(), policy, LONGEST).await?;
    Ok(checked.iter().map(|checked| checked.address().to_string()).collect())
}

#[tokio::test]
async fn an_address_is_checked_and_not_looked_up() {
    assert_eq!(addresses("8.8.8.8", &Policy::default()).await, Ok(vec!["8.8.8.8:443".to_owned()]));
    assert!(matches!(addresses("10.1", &Policy::default()).await, Err(Failure::Refused(Refusal::NotPublic { .. }))));
}

#[tokio::test]
async fn a_name_that_leads_inwards_is_refused() {
    let refused = addresses("localhost", &Policy::default()).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::NotPublic { .. }))), "{refused:?}");
}

#[tokio::test]
async fn a_name_of_an_allowed_network_says_by_which_it_passed() {
    let policy = Policy::default().allowing("127.0.0.0/8".parse().unwrap()).allowing("::1/128".parse().unwrap());
    let checked = resolve(&Target::parse("localhost").unwrap(), &policy, LONGEST).await.unwrap();
    assert!(!checked.is_empty() && checked.iter().all(|checked| checked.allowed_by().is_some()));
}

#[tokio::test]
async fn a_port_that_is_not_allowed_is_refused_before_any_question_goes_out() {
    let refused = addresses("no-such-name.invalid:22", &Policy::default()).await;
    assert_eq!(refused, Err(Failure::Refused(Refusal::Port { port: 22, allowed: vec![443] })));
}

#[tokio::test]
async fn a_name_that_is_not_there_is_no_refusal() {
    let failure = addresses("no-such-name.invalid", &Policy::default()).await.unwrap_err();
    assert!(matches!(failure, Failure::NotFound { .. } | Failure::Silence { .. }), "{failure:?}");
    assert!(failure.problem("no-such-name.invalid").code.starts_with("target-"));
}
