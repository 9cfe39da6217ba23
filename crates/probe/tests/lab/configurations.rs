//! Servers as they are configured in the wild.

use crate::certificates::Pair;
use crate::scan::scan;
use crate::server::Server;
use probe::run::Bounds;
use std::time::Instant;

fn show(name: &str, server: &Server) {
    for (kind, bounds) in [("default", Bounds::default()), ("fast", Bounds::fast())] {
        let begun = Instant::now();
        let seen = scan(server.address, bounds, None);
        let took = begun.elapsed();
        println!("{name} {kind}: {} connections, {took:?}", seen.connections);
        for (version, suites) in &seen.suites {
            println!(
                "  {} {:?} {}",
                version.name(),
                seen.order[version],
                suites.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(" ")
            );
        }
        println!("  versions {:?}", seen.versions);
        println!("  groups {:?}", seen.groups.iter().map(|g| (&g.name, g.versions.len())).collect::<Vec<_>>());
        println!("  sigs {:?}", seen.signatures.iter().map(|g| &g.name).collect::<Vec<_>>());
        println!(
            "  {:?} dh {:?} int {:?}\n  unknown {:?}",
            seen.features, seen.dh_bits, seen.intolerances, seen.unknown
        );
        println!(
            "  {:?} {:?}",
            seen.certificates.iter().map(|c| (&c.key, c.key_bits, &c.signature)).collect::<Vec<_>>(),
            seen.chains
        );
        let begun = Instant::now();
        let again = scan(server.address, bounds, Some(&seen));
        println!(
            "  again {} connections {:?} same {}",
            again.connections,
            begun.elapsed(),
            again.suites == seen.suites
                && again.groups == seen.groups
                && again.signatures == seen.signatures
                && again.order == seen.order
        );
        if !again.unknown.is_empty() {
            println!("  again unknown {:?}", again.unknown);
        }
    }
}

#[test]
fn tls13_alone() {
    show("tls13", &Server::nginx(vec![Pair::rsa(2048)], "ssl_protocols TLSv1.3;"));
}

#[test]
fn intermediate() {
    show(
        "intermediate",
        &Server::nginx(
            vec![Pair::rsa(2048)],
            "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384;",
        ),
    );
}

#[test]
fn old() {
    show(
        "old",
        &Server::nginx(
            vec![Pair::rsa(2048)],
            "ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; ssl_ciphers ALL:@SECLEVEL=0;",
        ),
    );
}
