//! Where sealed blobs are put: a folder (files and folders are synced before a put is answered) or an S3 bucket. The libraries
//! for both are `object_store`'s; here are the paths and the settings.

use super::{BlobError, sha256};
use crate::chain::hex;
use crate::city::CityId;
use crate::durable_file;
use crate::store::{BlobRow, OpenError};
use bytes::Bytes;
use futures_util::stream::{BoxStream, StreamExt as _};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt as _, RetryConfig};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long a request to a bucket is repeated where it fails at once. A single one may take 30 seconds besides, the library's limit.
const REPEATING: Duration = Duration::from_secs(10);

/// Where evidence is kept.
#[derive(Clone, Debug)]
pub enum BlobLocation {
    /// A folder, made if missing.
    Folder(PathBuf),
    /// A bucket of an S3-compatible service.
    S3(S3Options),
}

/// How an S3-compatible service is reached.
#[derive(Clone)]
pub struct S3Options {
    /// The bucket; it must exist.
    pub bucket: String,
    /// The region's name.
    pub region: String,
    /// `https://…` of a service other than AWS. Plain `http://` is taken for loopback only.
    pub endpoint: Option<String>,
    /// The access key's id.
    pub access_key_id: String,
    /// The access key's secret.
    pub secret_access_key: String,
}

impl std::fmt::Debug for S3Options {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("S3Options").field("bucket", &self.bucket).finish_non_exhaustive()
    }
}

pub(crate) struct BlobStore {
    store: Arc<dyn ObjectStore>,
}

impl BlobStore {
    pub(crate) fn open(location: &BlobLocation) -> Result<Self, OpenError> {
        let store: Arc<dyn ObjectStore> = match location {
            BlobLocation::Folder(path) => {
                let file = |source| OpenError::File { path: path.clone(), source: Arc::new(source) };
                durable_file::create_folder(path).map_err(file)?;
                Arc::new(LocalFileSystem::new_with_prefix(path).map_err(unusable)?.with_fsync(true))
            }
            BlobLocation::S3(options) => Arc::new(bucket(options).build().map_err(unusable)?),
        };
        Ok(Self { store })
    }

    /// Puts sealed bytes in their place; durable when it returns. The same blob gives the same bytes, so overwriting is safe,
    /// and needed: what an interrupted put left may not be durable.
    pub(crate) async fn put(&self, city: &CityId, row: &BlobRow, sealed: Vec<u8>) -> Result<(), BlobError> {
        self.store.put(&place(city, row), sealed.into()).await?;
        Ok(())
    }

    pub(crate) async fn sealed(
        &self,
        city: &CityId,
        row: &BlobRow,
    ) -> Result<BoxStream<'static, Result<Bytes, BlobError>>, BlobError> {
        let found = self.store.get(&place(city, row)).await?;
        Ok(found.into_stream().map(|piece| Ok(piece?)).boxed())
    }

    /// The sealed bytes, whole and as they were stored; `None` if they are gone or altered.
    pub(crate) async fn find_sound(&self, city: &CityId, row: &BlobRow) -> Result<Option<Bytes>, BlobError> {
        match self.store.get(&place(city, row)).await {
            Ok(found) => {
                let sealed = found.bytes().await?;
                Ok((sha256(&sealed) == row.sealed_hash).then_some(sealed))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

fn bucket(options: &S3Options) -> AmazonS3Builder {
    let builder = AmazonS3Builder::new()
        .with_bucket_name(&options.bucket)
        .with_region(&options.region)
        .with_access_key_id(&options.access_key_id)
        .with_secret_access_key(&options.secret_access_key)
        .with_retry(RetryConfig { retry_timeout: REPEATING, ..RetryConfig::default() });
    match &options.endpoint {
        Some(endpoint) => {
            let is_loopback = endpoint.starts_with("http://127.0.0.1:") || endpoint.starts_with("http://[::1]:");
            builder.with_endpoint(endpoint).with_allow_http(is_loopback)
        }
        None => builder,
    }
}

/// By data key as well: a put that races a rotation must not overwrite what the row of the other names.
fn place(city: &CityId, row: &BlobRow) -> ObjectPath {
    let name = hex(&row.id);
    let fan = name.get(..2).unwrap_or_default();
    ObjectPath::from(format!("{city}/{}/{fan}/{name}", row.epoch))
}

fn unusable(error: object_store::Error) -> OpenError {
    OpenError::Blobs(Arc::new(error))
}
