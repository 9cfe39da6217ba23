//! The floor rule of ARCHITECTURE.md: a room depends only on rooms below it, never sideways or up.
//! Each crate under `crates/` names its floor in `[package.metadata.kijun]`.

use anyhow::{Context as _, bail};
use serde_json::Value;

/// A crate under `crates/`, its floor, and the crates of the workspace that it depends on (for tests and builds too).
pub(crate) struct Room {
    pub(crate) name: String,
    pub(crate) floor: i64,
    pub(crate) depends_on: Vec<String>,
}

/// The rooms of a `cargo metadata` document.
pub(crate) fn rooms(metadata: &Value) -> anyhow::Result<Vec<Room>> {
    let packages = metadata.get("packages").and_then(Value::as_array).context("no packages")?;
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let in_house = packages.iter().filter(|package| {
        text(package, "manifest_path").is_some_and(|path| path.replace('\\', "/").contains("/crates/"))
    });
    let mut rooms = Vec::new();
    for package in in_house {
        let name = text(package, "name").context("a package without a name")?;
        let Some(floor) = package.pointer("/metadata/kijun/floor").and_then(Value::as_i64) else {
            bail!("{name}: `[package.metadata.kijun] floor = …` is missing");
        };
        let dependencies = package.get("dependencies").and_then(Value::as_array).context("no dependencies")?;
        let local = dependencies.iter().filter(|dependency| dependency.get("path").is_some_and(Value::is_string));
        let depends_on = local.filter_map(|dependency| text(dependency, "name")).collect();
        rooms.push(Room { name, floor, depends_on });
    }
    Ok(rooms)
}

/// A sentence for each dependency that goes sideways, up, or out of the house.
pub(crate) fn violations(rooms: &[Room]) -> Vec<String> {
    let floor_of = |name: &str| rooms.iter().find(|room| room.name == name).map(|room| room.floor);
    let sentences = rooms.iter().flat_map(|room| {
        room.depends_on.iter().filter_map(move |other| match floor_of(other) {
            None => Some(format!("{} (floor {}) depends on {other}, which is no room", room.name, room.floor)),
            Some(floor) if floor >= room.floor => {
                Some(format!("{} (floor {}) depends on {other} (floor {floor})", room.name, room.floor))
            }
            Some(_) => None,
        })
    });
    sentences.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(name: &str, floor: i64, depends_on: &[&str]) -> Room {
        Room { name: name.into(), floor, depends_on: depends_on.iter().map(|name| (*name).into()).collect() }
    }

    #[test]
    fn a_dependency_on_a_lower_floor_is_allowed() {
        assert!(violations(&[room("standard", 0, &[]), room("sheets", 3, &["standard"])]).is_empty());
    }

    #[test]
    fn a_dependency_sideways_up_or_out_of_the_house_is_refused() {
        let rooms = [room("standard", 0, &["sheets"]), room("sheets", 3, &["probe", "benches"]), room("probe", 3, &[])];
        assert_eq!(
            violations(&rooms),
            [
                "standard (floor 0) depends on sheets (floor 3)",
                "sheets (floor 3) depends on probe (floor 3)",
                "sheets (floor 3) depends on benches, which is no room",
            ]
        );
    }

    #[test]
    fn a_room_without_a_floor_is_refused() {
        let metadata = serde_json::json!({"packages": [{
            "name": "attic", "manifest_path": "/x/crates/attic/Cargo.toml", "metadata": null, "dependencies": []
        }]});
        assert!(rooms(&metadata).is_err());
    }

    #[test]
    fn test_dependencies_count_too() {
        let metadata = serde_json::json!({"packages": [{
            "name": "sheets", "manifest_path": "/x/crates/sheets/Cargo.toml", "metadata": {"kijun": {"floor": 3}},
            "dependencies": [{"name": "standard", "path": "/x/crates/standard", "kind": "dev"}, {"name": "serde", "kind": null}]
        }]});
        let rooms = rooms(&metadata).unwrap();
        assert_eq!(rooms[0].depends_on, ["standard"]);
    }
}
