//! Where the city's records are, and who acts on them: the flags that many subcommands share.

use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Where the city's records are: the configuration file, and what stands over it.
#[derive(Args, Clone)]
pub(crate) struct StoreFlags {
    /// 設定ファイル / the configuration file
    #[arg(long, env = "KIJUN_CONFIG", default_value = crate::configuration::DEFAULT_FILE, value_hint = ValueHint::FilePath)]
    pub(crate) config: PathBuf,
    /// 市の識別子(設定より優先) / the city's id, over the configuration
    #[arg(long, env = "KIJUN_CITY")]
    pub(crate) city: Option<String>,
    /// データベース。`sqlite:PATH` か `postgres://…` / the database
    #[arg(long, env = "KIJUN_DATABASE", value_name = "ADDRESS", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// 証跡の置き場。フォルダか `s3://BUCKET` / the store of evidence: a folder, or a bucket
    #[arg(long, env = "KIJUN_EVIDENCE", value_name = "PLACE")]
    pub(crate) evidence: Option<String>,
    /// 鍵のフォルダ / the folder of keys
    #[arg(long, env = "KIJUN_KEYS", value_hint = ValueHint::DirPath)]
    pub(crate) keys: Option<PathBuf>,
    /// チェックポイントに署名する鍵 / the key that signs checkpoints
    #[arg(long, env = "KIJUN_SIGNING_KEY", value_hint = ValueHint::FilePath)]
    pub(crate) signing_key: Option<PathBuf>,
}

/// Who acts: `PERSON@POST@ORGANIZATION`.
#[derive(Clone, Debug)]
pub(crate) struct ActorFlag(pub(crate) register::Actor);

impl std::str::FromStr for ActorFlag {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        let parts: Vec<&str> = words.split('@').collect();
        let [person, post, organization] = parts.as_slice() else {
            return Err("人@職@実施機関 と書きます / write it as PERSON@POST@ORGANIZATION".to_owned());
        };
        let said = |refusal: register::Refusal| refusal.to_string();
        Ok(Self(register::Actor {
            person: person.parse().map_err(said)?,
            post: post.parse().map_err(said)?,
            organization: organization.parse().map_err(said)?,
        }))
    }
}
