//! `openssl s_server`.

use super::Server;
use crate::certificates::Pair;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

impl Server {
    /// With these arguments. It serves one connection after the other.
    pub(crate) fn openssl(pair: Pair, arguments: &[&str]) -> Self {
        let mut process = Command::new("openssl")
            .args(["s_server", "-accept", "127.0.0.1:0", "-www", "-key"])
            .arg(pair.key())
            .arg("-cert")
            .arg(pair.certificate())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = lines.find_map(|line| line.unwrap().strip_prefix("ACCEPT ").map(str::to_owned)).unwrap();
        // To the end: a server that cannot write stops serving.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, address: address.parse().unwrap(), _pairs: vec![pair], _folder: None }
    }
}
