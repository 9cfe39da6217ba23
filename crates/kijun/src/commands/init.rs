//! `kijun init`: the folder of a city's records: configuration, keys, database, and its first event. What is there already is left
//! alone, so a broken-off `init` is completed by running it again.

use crate::cli::{Init, StoreFlags};
use crate::configuration::{Configuration, DEFAULT_FILE};
use crate::console::{Console, Exit, Told};
use crate::store;
use anyhow::Context as _;
use jiff::Timestamp;
use ledger::{CityError, CityId, KeyFolder, KeyRing as _, Ledger, SigningKey, SystemRandomness};
use register::commands::SetConfiguration;
use register::{Actor, Role, World};
use runtime::City;
use standard::Text;
use std::path::Path;
use std::sync::Arc;

/// The sample that is written where no organization is given.
const SAMPLE: &str = include_str!("../../../../examples/organization.toml");

/// Runs the subcommand.
pub(crate) fn run(arguments: &Init, console: &mut Console) -> anyhow::Result<Exit> {
    let city = store::city_of(&arguments.city, console)?;
    let folder = &arguments.folder;
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let file = folder.join(DEFAULT_FILE);
    write_new(&file, &template(arguments))?;
    let organization = folder.join("organization.toml");
    let given = match &arguments.organization {
        Some(path) => std::fs::read_to_string(path).with_context(|| path.display().to_string())?,
        None => SAMPLE.to_owned(),
    };
    write_new(&organization, &given)?;
    let flags = StoreFlags { config: file, city: None, database: None, evidence: None, keys: None, signing_key: None };
    let configuration = Configuration::load(&flags, console)?;
    store::block_on(async {
        make_keys(&configuration, &city, console).await?;
        let ledger = store::open_or_begin(&configuration, console).await?;
        let made = begin(&configuration, &city, &ledger, &organization, console).await;
        ledger.close().await;
        made
    })?;
    tell(&configuration, console);
    Ok(Exit::Conforms)
}

fn template(arguments: &Init) -> String {
    let database = arguments.database.as_deref().unwrap_or("sqlite:kijun.db");
    format!(
        "# Kijun の設定。環境変数(KIJUN_…)とフラグが優先する。未知のキーは誤りになる。\n\
         # The configuration of Kijun; environment (KIJUN_…) and flags win over it. An unknown key is an error.\n\n\
         [city]\nid = {:?}\n\n\
         [store]\n# sqlite:PATH か postgres://…\ndatabase = {database:?}\n# フォルダか s3://BUCKET\nevidence = \"evidence\"\n\n\
         [keys]\n# データベースとは別の媒体に置き、別に控える / keep on another volume than the database, and back up apart\n\
         folder = \"keys\"\nsigning = \"keys/signing.key\"\n",
        arguments.city
    )
}

/// Writes a file that is not there yet.
fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    match std::fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => {
            std::io::Write::write_all(&mut file, text.as_bytes()).with_context(|| path.display().to_string())
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}

async fn make_keys(configuration: &Configuration, city: &CityId, console: &Console) -> anyhow::Result<()> {
    let keys = KeyFolder::new(&configuration.keys);
    if keys.current(city).await.is_err() {
        keys.create(city, &SystemRandomness).map_err(|error| console.fault(&error))?;
    }
    if !configuration.signing_key.exists() {
        SigningKey::create(&configuration.signing_key, &SystemRandomness).map_err(|error| console.fault(&error))?;
    }
    Ok(())
}

/// The city's stream with its first event: who there is and who may do what.
async fn begin(
    configuration: &Configuration,
    city: &CityId,
    ledger: &Ledger,
    organization: &Path,
    console: &Console,
) -> anyhow::Result<()> {
    match ledger.create_city(city, Timestamp::now()).await {
        Ok(()) | Err(CityError::Exists { .. }) => {}
        Err(error) => return Err(console.fault(&error).into()),
    }
    let world = store::world(configuration, console)?;
    let set = read_organization(organization, &world, console)?;
    let opened = City::open(ledger.clone(), city.clone(), Arc::new(world)).await;
    let opened = opened.map_err(|error| console.coded(error.code(), &error.text()))?;
    let is_set = opened.state().await.is_ok_and(|state| state.configuration().is_some());
    if is_set {
        return Ok(());
    }
    let actor = administrator(&set, console)?;
    let done = opened.run(set, actor, Timestamp::now()).await;
    done.map_err(|refused| console.coded(refused.code(), &refused.text()))?;
    Ok(())
}

/// The organization of a file. `built-in` stands for the edition of the reference data that is built in.
fn read_organization(path: &Path, world: &World, console: &Console) -> anyhow::Result<SetConfiguration> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| name.clone())?;
    let mut table: toml::Table = text.parse().with_context(|| name.clone())?;
    let references = table.get_mut("policy").and_then(|policy| policy.get_mut("references"));
    if let (Some(references), Some(edition)) = (references, world.references().first())
        && references.as_str() == Some("built-in")
    {
        *references = edition.edition.to_string().into();
    }
    let configuration = table.try_into().map_err(|error: toml::de::Error| {
        let message = Text::new(format!("{name}: {}", error.message()), format!("{name}: {}", error.message()));
        let hint = Text::new("形は examples/organization.toml にあります", "examples/organization.toml shows the form");
        console.refuse(&message, &hint)
    })?;
    Ok(SetConfiguration { configuration: Box::new(configuration) })
}

/// Who sets the first configuration: the first holder of the first administrator's post in it.
fn administrator(set: &SetConfiguration, console: &Console) -> Result<Actor, Told> {
    let mut posts = set.configuration.posts.iter().filter(|post| post.role == Role::Administrator);
    let found = posts.find_map(|post| Some((post, post.holders.first()?)));
    let found = found.map(|(post, person)| Actor {
        person: person.clone(),
        post: post.id.clone(),
        organization: post.organization.clone(),
    });
    found.ok_or_else(|| {
        let message =
            Text::new("運用(administrator)の職に就いている人がいません", "nobody holds a post of an administrator");
        let hint = Text::new(
            "[[posts]] に role = \"administrator\" の職と holders を書きます",
            "give [[posts]] a post with role = \"administrator\" and holders",
        );
        console.refuse(&message, &hint)
    })
}

fn tell(configuration: &Configuration, console: &Console) {
    let (file, keys) = (configuration.file.display(), configuration.keys.display());
    console.say(&Text::new(
        format!(
            "記録を始めました: {file}\n鍵: {keys}(失うと誰にも読めません。データベースとは別に、今すぐ控えてください)\n次に: kijun doctor --config {file}"
        ),
        format!(
            "the records have begun: {file}\nkeys: {keys} (without them nobody can read anything: back them up now, apart from the database)\nnext: kijun doctor --config {file}"
        ),
    ));
}
