//! Any text as a target: refused, or read as one host that is read the same from its own spelling; and no inward address passes.
#![no_main]

use probe::guard::{Host, Policy, Target, ranges};
use std::net::{IpAddr, SocketAddr};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(written) = std::str::from_utf8(bytes) else { return };
    let Ok(target) = Target::parse(written) else { return };
    let own = match target.host() {
        Host::Address(IpAddr::V6(address)) => format!("[{address}]"),
        host @ (Host::Address(IpAddr::V4(_)) | Host::Name(_)) => host.to_string(),
    };
    assert_eq!(Target::parse(&own).expect("its own spelling is read").host(), target.host());
    match target.host() {
        Host::Address(address) => {
            if let Ok(checked) = Policy::default().check(SocketAddr::new(*address, 443)) {
                assert!(ranges::find_range(checked.address().ip()).is_none());
            }
        }
        Host::Name(name) => {
            assert!(name.is_ascii() && name.len() <= 254);
            let last = name.trim_end_matches('.').rsplit('.').next().expect("a name has parts");
            assert!(!last.bytes().all(|byte| byte.is_ascii_digit()), "{name} looks like an address");
        }
    }
});
