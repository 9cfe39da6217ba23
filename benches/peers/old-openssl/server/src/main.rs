//! A server that accepts every version from SSL 3.0 to TLS 1.3 with the suites it is told, a thread for each connection. It answers
//! nothing: what it agrees to is all that is wanted of it.

use anyhow::Context as _;
use openssl::dh::Dh;
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslOptions, SslStream, SslVersion};
use std::io::Read as _;
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// A measuring program may open connections ahead of its questions.
const PATIENCE: Duration = Duration::from_mins(1);

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [address, certificate, key, parameters, suites] = words.as_slice() else {
        anyhow::bail!("usage: old-openssl-server ADDRESS CERTIFICATE KEY DH-PARAMETERS SUITES");
    };
    println!("{}", openssl::version::version());
    let mut context = SslContext::builder(SslMethod::tls_server())?;
    context.set_security_level(0);
    context.set_min_proto_version(Some(SslVersion::SSL3))?;
    context.clear_options(SslOptions::NO_SSLV3);
    context.set_options(SslOptions::CIPHER_SERVER_PREFERENCE);
    context.set_certificate_chain_file(certificate)?;
    context.set_private_key_file(key, SslFiletype::PEM)?;
    let parameters = std::fs::read(parameters)?;
    let parameters = Dh::params_from_pem(&parameters)?;
    context.set_tmp_dh(&parameters)?;
    context.set_cipher_list(suites).context("the list of suites")?;
    let context = context.build();
    for stream in TcpListener::bind(address)?.incoming() {
        let (stream, ssl) = (stream?, Ssl::new(&context)?);
        thread::spawn(move || serve(ssl, stream));
    }
    Ok(())
}

/// A handshake, and what comes after it until the other side hangs up. Failures are what a server like this is for.
fn serve(ssl: Ssl, stream: TcpStream) {
    let patient = stream.set_read_timeout(Some(PATIENCE)).and_then(|()| stream.set_nodelay(true));
    let Ok(mut stream) = patient.map_err(drop).and_then(|()| SslStream::new(ssl, stream).map_err(drop)) else { return };
    let mut bytes = [0; 4096];
    if stream.accept().is_ok() {
        while stream.read(&mut bytes).is_ok_and(|count| count > 0) {}
    }
}
