//! Evidence: the same contract in a folder and in a bucket of another project's S3 server.

use crate::world::{Backend, World, instant, natori, sendai};
use futures_util::TryStreamExt as _;
use ledger::{BLOB_LIMIT, BlobError, BlobLocation, Ledger, LedgerOptions, S3Options};
use std::path::{Path, PathBuf};

const CHUNK: usize = 64 * 1024;

/// A ledger, and the folder in which its sealed blobs end up.
struct Store {
    world: World,
    ledger: Ledger,
    files: PathBuf,
}

impl Store {
    async fn in_a_folder() -> Self {
        let world = World::new(Backend::Sqlite);
        let ledger = world.open_with(&sendai()).await;
        let files = world.path("blobs");
        Self { world, ledger, files }
    }

    /// Behind a server of the s3s project, which keeps objects as files.
    async fn in_a_bucket() -> Self {
        let world = World::new(Backend::Sqlite);
        let files = world.path("s3");
        std::fs::create_dir_all(files.join("evidence")).unwrap();
        let endpoint = serve_s3(&files).await;
        let options = S3Options {
            bucket: "evidence".into(),
            region: "ap-northeast-1".into(),
            endpoint: Some(endpoint),
            access_key_id: "test-key".into(),
            secret_access_key: "test-secret".into(),
        };
        let options = LedgerOptions { blobs: BlobLocation::S3(options), ..world.options() };
        let ledger = Ledger::open(options).await.unwrap();
        world.add_city(&ledger, &sendai()).await;
        Self { world, ledger, files }
    }

    /// The file that holds the only blob there is.
    fn only_file(&self) -> PathBuf {
        let mut found = files_under(&self.files);
        found.retain(|path| !path.to_string_lossy().contains(".s3s-fs") && path.file_name().unwrap().len() == 64);
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }
}

async fn serve_s3(folder: &Path) -> String {
    let mut service = s3s::service::S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder).unwrap());
    service.set_auth(s3s::auth::SimpleAuth::from_single("test-key", "test-secret"));
    let service = service.build();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = service.clone();
            tokio::spawn(async move {
                let executor = hyper_util::rt::TokioExecutor::new();
                let server = hyper_util::server::conn::auto::Builder::new(executor);
                server.serve_connection(hyper_util::rt::TokioIo::new(stream), service).await.ok();
            });
        }
    });
    format!("http://{address}")
}

pub(crate) fn files_under(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_under(&path) } else { vec![path] }).collect()
}

macro_rules! both {
    ($($name:ident),+ $(,)?) => {
        mod folder { $(#[tokio::test] async fn $name() { super::$name(super::Store::in_a_folder().await).await; })+ }
        mod s3 { $(#[tokio::test] async fn $name() { super::$name(super::Store::in_a_bucket().await).await; })+ }
    };
}

both!(
    blobs_of_every_size_around_a_chunk_come_back,
    the_same_content_is_stored_once_and_named_differently_in_another_city,
    a_blob_is_altered_and_the_reader_is_told,
    an_unknown_blob_is_refused,
    a_blob_of_an_older_data_key_is_read_and_keeps_its_name,
);

fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| u8::try_from(at * 7 % 251).unwrap()).collect()
}

async fn blobs_of_every_size_around_a_chunk_come_back(store: Store) {
    for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5] {
        let content = content(length);
        let id = store.ledger.put_blob(&sendai(), &content, instant(1)).await.unwrap();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(store.ledger.load_blob(&sendai(), id).await.unwrap(), content, "{length} bytes");
        let chunks: Vec<bytes::Bytes> = store.ledger.read_blob(&sendai(), id).try_collect().await.unwrap();
        assert!(chunks.iter().all(|chunk| chunk.len() <= CHUNK));
    }
}

async fn the_same_content_is_stored_once_and_named_differently_in_another_city(store: Store) {
    let content = content(1000);
    let first = store.ledger.put_blob(&sendai(), &content, instant(1)).await.unwrap();
    let again = store.ledger.put_blob(&sendai(), &content, instant(2)).await.unwrap();
    assert_eq!(first, again);
    store.only_file();
    store.world.add_city(&store.ledger, &natori()).await;
    let elsewhere = store.ledger.put_blob(&natori(), &content, instant(1)).await.unwrap();
    assert_ne!(first, elsewhere, "equal evidence of two cities does not show as equal");
    let found = store.ledger.load_blob(&natori(), first).await;
    assert!(matches!(found, Err(BlobError::Unknown { .. })), "and is not found by the other's name");
}

async fn a_blob_is_altered_and_the_reader_is_told(store: Store) {
    let id = store.ledger.put_blob(&sendai(), &content(2 * CHUNK + 10), instant(1)).await.unwrap();
    let path = store.only_file();
    let whole = std::fs::read(&path).unwrap();
    let sealed_chunk = CHUNK + 16;
    let mut swapped = whole.clone();
    let (first, second) = swapped[16..].split_at_mut(sealed_chunk);
    first.swap_with_slice(&mut second[..sealed_chunk]);
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let longer = [whole.as_slice(), b"x"].concat();
    let cases = [
        ("version", flipped(3)),
        ("key number", flipped(7)),
        ("length", flipped(15)),
        ("first chunk", flipped(20)),
        ("last tag", flipped(whole.len() - 1)),
        ("chunks swapped", swapped),
        ("last chunk cut off", whole[..16 + 2 * sealed_chunk].to_vec()),
        ("cut inside", whole[..100].to_vec()),
        ("cut in the header", whole[..7].to_vec()),
        ("longer", longer),
    ];
    for (what, bytes) in cases {
        std::fs::write(&path, bytes).unwrap();
        let result = store.ledger.load_blob(&sendai(), id).await;
        assert!(matches!(result, Err(BlobError::Damaged { .. })), "{what}: {result:?}");
        let report = store.ledger.verify(&[]).await.unwrap();
        let named: Vec<_> = report.all_findings().filter_map(|finding| finding.object.clone()).collect();
        assert_eq!(named, [format!("blob {id}")], "{what}");
    }
    std::fs::write(&path, &whole).unwrap();
    assert!(store.ledger.verify(&[]).await.unwrap().is_sound());
    std::fs::remove_file(&path).unwrap();
    assert!(store.ledger.load_blob(&sendai(), id).await.is_err());
    assert!(!store.ledger.verify(&[]).await.unwrap().is_sound());
}

async fn an_unknown_blob_is_refused(store: Store) {
    let id = "00".repeat(32).parse().unwrap();
    assert!(matches!(store.ledger.load_blob(&sendai(), id).await, Err(BlobError::Unknown { .. })));
    let large = store.ledger.put_blob(&sendai(), &vec![0; BLOB_LIMIT + 1], instant(1)).await;
    assert!(matches!(large, Err(BlobError::TooLarge { .. })));
}

async fn a_blob_of_an_older_data_key_is_read_and_keeps_its_name(store: Store) {
    let old = store.ledger.put_blob(&sendai(), b"old", instant(1)).await.unwrap();
    store.ledger.rotate_data_key(&sendai(), instant(2)).await.unwrap();
    assert_eq!(store.ledger.put_blob(&sendai(), b"old", instant(3)).await.unwrap(), old);
    let new = store.ledger.put_blob(&sendai(), b"new", instant(3)).await.unwrap();
    assert_eq!(store.ledger.load_blob(&sendai(), old).await.unwrap(), b"old");
    assert_eq!(store.ledger.load_blob(&sendai(), new).await.unwrap(), b"new");
}
