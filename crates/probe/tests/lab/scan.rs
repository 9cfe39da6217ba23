//! A scan of a server of the lab.

use probe::guard::Policy;
use probe::run::{Allowance, Bounds, Task, run};
use std::net::SocketAddr;
use tls::Observation;
use tls::scan::Subject;
use tls::starttls::Protocol;

pub(crate) fn scan(address: SocketAddr, bounds: Bounds, previous: Option<&Observation>) -> Observation {
    run_scan(None, address, bounds, previous, None)
}

/// Scans one after the other that share what may be opened in a minute.
pub(crate) fn scans_within(allowance: usize, times: usize, address: SocketAddr, bounds: Bounds) -> Vec<Observation> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let allowance = runtime.block_on(async { Allowance::a_minute(allowance) });
    (0..times).map(|_| run_scan(None, address, bounds, None, Some(&allowance))).collect()
}

/// The same where TLS is begun within another protocol.
pub(crate) fn scan_within(
    protocol: Protocol,
    address: SocketAddr,
    bounds: Bounds,
    previous: Option<&Observation>,
) -> Observation {
    run_scan(Some(protocol), address, bounds, previous, None)
}

fn run_scan(
    starttls: Option<Protocol>,
    address: SocketAddr,
    bounds: Bounds,
    previous: Option<&Observation>,
    allowance: Option<&Allowance>,
) -> Observation {
    let policy =
        Policy::on_port(address.port()).allowing("127.0.0.0/8".parse().unwrap()).allowing("::1/128".parse().unwrap());
    let subject = Subject {
        address: address.to_string(),
        server_name: Some("lab.example".to_owned()),
        starttls: starttls.map(|protocol| protocol.word().to_owned()),
        at: "2026-04-01T00:00:00Z".parse().unwrap(),
        kijun: "lab".to_owned(),
    };
    let task = Task { target: policy.check(address).unwrap(), starttls, subject, bounds, previous, allowance };
    let entropy = || {
        let mut entropy = [0; 64];
        aws_lc_rs::rand::fill(&mut entropy).unwrap();
        entropy
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(run(&task, entropy, |_| {}, std::future::pending()))
}
