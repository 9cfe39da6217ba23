//! `kijun register list | show | as-of`: the register as it stands, or as it stood. Reads only; what people may see of each other's
//! is asked on the way of the server, not by the operator's own command line.

use crate::cli::{ListFormat, ObjectFormat, RegisterAsOf, RegisterList, RegisterShow, StoreFlags};
use crate::configuration::Configuration;
use crate::console::{Console, Exit, Told};
use crate::store::{Purpose, with_city};
use crate::{files, store};
use jiff::Timestamp;
use jiff::civil::Date;
use register::state::Use;
use register::{State, UseId, duties, rows, tokyo_date};
use runtime::read_as_of;
use sheets::register_pages as pages;
use standard::Text;
use std::io::Write as _;

/// Runs `register list`.
pub(crate) fn list(arguments: &RegisterList, console: &mut Console) -> anyhow::Result<Exit> {
    let on = arguments.on.unwrap_or_else(files::today);
    let page = with_state(&arguments.store, console, |state, console| {
        let (rows, duties) = (rows(state, on), duties(state, on));
        Ok(match arguments.format {
            ListFormat::Text => pages::list_text(&rows, &duties, on, console.language, console.width()),
            ListFormat::Json => serde_json::to_string_pretty(&pages::list_json(&rows, &duties))? + "\n",
            ListFormat::Csv => pages::list_csv(&rows, console.language),
        })
    })?;
    console.out().write_all(page.as_bytes())?;
    Ok(Exit::Conforms)
}

/// Runs `register show`.
pub(crate) fn show(arguments: &RegisterShow, console: &mut Console) -> anyhow::Result<Exit> {
    let on = arguments.on.unwrap_or_else(files::today);
    let page = with_state(&arguments.store, console, |state, console| {
        one_use(state, arguments.id, on, arguments.format, console)
    })?;
    console.out().write_all(page.as_bytes())?;
    Ok(Exit::Conforms)
}

/// Runs `register as-of`.
pub(crate) fn as_of(arguments: &RegisterAsOf, console: &mut Console) -> anyhow::Result<Exit> {
    let instant = instant(&arguments.instant, console)?;
    let on = tokyo_date(instant);
    let configuration = Configuration::load(&arguments.store, console)?;
    let id = store::city(&configuration, console)?;
    let state = store::block_on(async {
        let ledger = store::open_to_read(&configuration, console).await?;
        let state = read_as_of(&ledger, &id, instant).await;
        ledger.close().await;
        Ok(state.map_err(|error| console.coded(error.code(), &error.text()))?)
    })?;
    let page = match arguments.id {
        Some(id) => one_use(&state, id, on, arguments.format, console)?,
        None => match arguments.format {
            ObjectFormat::Text => {
                pages::list_text(&rows(&state, on), &duties(&state, on), on, console.language, console.width())
            }
            ObjectFormat::Json => {
                serde_json::to_string_pretty(&pages::list_json(&rows(&state, on), &duties(&state, on)))? + "\n"
            }
        },
    };
    console.out().write_all(page.as_bytes())?;
    Ok(Exit::Conforms)
}

/// Makes something of the state of the configuration's city.
pub(crate) fn with_state<T>(
    flags: &StoreFlags,
    console: &Console,
    make: impl FnOnce(&State, &Console) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let configuration = Configuration::load(flags, console)?;
    with_city(Purpose::Looking, &configuration, console, async |city| {
        let state = city.state().await.map_err(|error| console.coded(error.code(), &error.text()))?;
        make(&state, console)
    })
}

fn one_use(state: &State, id: UseId, on: Date, format: ObjectFormat, console: &Console) -> anyhow::Result<String> {
    let of = load_use(state, id, console)?;
    let duties: Vec<_> = duties(state, on).into_iter().filter(|duty| duty.use_id == id).collect();
    Ok(match format {
        ObjectFormat::Text => pages::use_text(state, of, &duties, on, console.language, console.width()),
        ObjectFormat::Json => serde_json::to_string_pretty(&pages::use_json(state, of, &duties, on))? + "\n",
    })
}

/// A use by its number.
pub(crate) fn load_use<'s>(state: &'s State, id: UseId, console: &Console) -> Result<&'s Use, Told> {
    state.find_use(id).ok_or_else(|| {
        let message = Text::new(format!("案件 {id} はありません"), format!("there is no use {id}"));
        let hint =
            Text::new("`kijun register list` で番号を確かめます", "look the number up with `kijun register list`");
        console.refuse(&message, &hint)
    })
}

/// An instant as it is written: a day means its end in Japan, where the city's days end.
fn instant(words: &str, console: &Console) -> anyhow::Result<Timestamp> {
    if let Ok(instant) = words.parse::<Timestamp>() {
        return Ok(instant);
    }
    if let Ok(date) = words.parse::<Date>() {
        let japan = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
        return Ok(date.at(23, 59, 59, 999_999_999).to_zoned(japan)?.timestamp());
    }
    let message =
        Text::new(format!("`{words}` は日でも時刻でもありません"), format!("`{words}` is no day and no instant"));
    let hint = Text::new(
        "2026-12-01 か 2026-12-01T09:00:00+09:00 のように書きます",
        "write 2026-12-01 or 2026-12-01T09:00:00+09:00",
    );
    Err(console.refuse(&message, &hint).into())
}
