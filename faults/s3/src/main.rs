//! Another project's S3 server as a process, on a port of this machine, which it says first: `kijun-faults-s3 FOLDER PORT KEY SECRET`.
//! It keeps objects as files; a line on standard input resets every open connection, and it ends with that input. Not for anything but
//! faults.
//!
//! A package of its own, so that what it needs of others' features is not asked of the program that is tried.

use anyhow::{Context as _, anyhow};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use std::path::Path;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, port, key, secret] = words.as_slice() else {
        return Err(anyhow!("usage: kijun-faults-s3 FOLDER PORT KEY SECRET"));
    };
    serve(Path::new(folder), port.parse().context("PORT")?, (key, secret))
}

/// Serves until it is killed or whoever started it is gone.
fn serve(folder: &Path, port: u16, (key, secret): (&str, &str)) -> anyhow::Result<()> {
    let files = s3s_fs::FileSystem::new(folder).map_err(|error| anyhow!("the S3 server's folder: {error:?}"))?;
    let mut service = s3s::service::S3ServiceBuilder::new(files);
    service.set_auth(s3s::auth::SimpleAuth::from_single(key, secret));
    let service = service.build();
    let (resets, mut reset) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for _ in std::io::stdin().lines().map_while(Result::ok) {
            // The server is at its end, then.
            let _ = resets.send(());
        }
    });
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        println!("{}", listener.local_addr()?.port());
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                order = reset.recv() => match order {
                    Some(()) => connections.shutdown().await,
                    None => return Ok(()),
                },
                accepted = listener.accept() => {
                    let (stream, _) = accepted?;
                    // Closed in the middle, it is reset.
                    stream.set_zero_linger()?;
                    let service = service.clone();
                    connections.spawn(async move {
                        let server = auto::Builder::new(TokioExecutor::new());
                        // A connection that breaks is what is tried here.
                        let _ = server.serve_connection(TokioIo::new(stream), service).await;
                    });
                }
            }
        }
    })
}
