//! Keys: rotation, another key-encryption key, a key withdrawn or swapped, erasure.

use crate::world::{World, append_events, contract, instant, natori, read_all, sendai};
use ledger::{
    AppendError, CityError, EraseError, Expected, Fault as _, KeyError, KeyFolder, KeyRing as _, ReadError, SigningKey,
    SystemRandomness,
};
use std::os::unix::fs::PermissionsExt as _;

contract!(
    after_a_rotation_old_and_new_events_are_read,
    after_a_rewrap_the_old_key_can_be_destroyed,
    a_withdrawn_key_stops_its_city_alone_and_comes_back,
    a_city_without_a_key_is_not_added,
    a_city_is_added_once,
    an_erased_city_is_gone_for_good_and_the_other_stays,
    an_erasure_that_stopped_half_way_is_finished_by_repeating_it,
    wrapped_keys_swapped_between_cities_do_not_fit,
);

async fn after_a_rotation_old_and_new_events_are_read(world: World) {
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 2).await;
    assert_eq!(ledger.rotate_data_key(&sendai(), instant(3)).await.unwrap(), 2);
    append_events(&ledger, &sendai(), 2).await;
    ledger.close().await;
    let ledger = world.open().await;
    assert_eq!(read_all(&ledger, &sendai()).await.unwrap().len(), 4);
}

async fn after_a_rewrap_the_old_key_can_be_destroyed(world: World) {
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 2).await;
    ledger.rotate_data_key(&sendai(), instant(3)).await.unwrap();
    let old = world.keys.current(&sendai()).await.unwrap().id().clone();
    let new = world.keys.create(&sendai(), &SystemRandomness).unwrap();
    assert_ne!(old, new);
    assert_eq!(ledger.rewrap(&sendai()).await.unwrap(), 2);
    assert_eq!(ledger.rewrap(&sendai()).await.unwrap(), 0, "nothing is left to do");
    world.keys.destroy_key(&sendai(), &old).unwrap();
    ledger.close().await;
    let ledger = world.open().await;
    append_events(&ledger, &sendai(), 1).await;
    assert_eq!(read_all(&ledger, &sendai()).await.unwrap().len(), 3);
    assert!(matches!(world.keys.load(&sendai(), &old).await.err(), Some(KeyError::Unavailable { .. })));
}

async fn a_withdrawn_key_stops_its_city_alone_and_comes_back(world: World) {
    let ledger = world.open_with(&sendai()).await;
    world.add_city(&ledger, &natori()).await;
    append_events(&ledger, &sendai(), 1).await;
    ledger.recheck_keys(&sendai()).await.unwrap();
    let (key, away) = (world.path("keys/sendai.0001.kek"), world.path("away.kek"));
    std::fs::rename(&key, &away).unwrap();
    assert_eq!(ledger.recheck_keys(&sendai()).await.unwrap_err().code(), "key-unavailable");
    let append = ledger.append(&sendai(), Expected::Anywhere, vec![vec![1]], instant(1)).await;
    assert!(matches!(append, Err(AppendError::Key(KeyError::Unavailable { .. }))));
    let read = read_all(&ledger, &sendai()).await;
    assert!(matches!(read, Err(ReadError::Key(KeyError::Unavailable { .. }))));
    append_events(&ledger, &natori(), 1).await;
    std::fs::rename(&away, &key).unwrap();
    append_events(&ledger, &sendai(), 1).await;
    assert_eq!(read_all(&ledger, &sendai()).await.unwrap().len(), 2);
}

async fn a_city_without_a_key_is_not_added(world: World) {
    let ledger = world.open().await;
    let result = ledger.create_city(&sendai(), instant(0)).await;
    assert!(matches!(result, Err(CityError::Key(KeyError::Unavailable { .. }))));
    assert_eq!(ledger.list_cities().await.unwrap(), []);
}

async fn a_city_is_added_once(world: World) {
    let ledger = world.open_with(&sendai()).await;
    let again = ledger.create_city(&sendai(), instant(0)).await;
    assert!(matches!(again, Err(CityError::Exists { .. })));
}

async fn an_erased_city_is_gone_for_good_and_the_other_stays(world: World) {
    let ledger = world.open_with(&sendai()).await;
    world.add_city(&ledger, &natori()).await;
    append_events(&ledger, &sendai(), 3).await;
    append_events(&ledger, &natori(), 3).await;
    let backup = world.path("before.backup");
    ledger.back_up(&backup, None, instant(4)).await.unwrap();
    let head = ledger.find_head(&sendai()).await.unwrap().unwrap();

    let erasure = ledger.destroy_keys(&sendai(), instant(5)).await.unwrap();
    assert_eq!((erasure.head, erasure.data_keys, erasure.key_ids.len()), (head, 1, 1));
    assert_eq!((erasure.begun_at, erasure.finished_at), (instant(5), instant(5)));
    assert_eq!(ledger.destroy_keys(&sendai(), instant(9)).await.unwrap(), erasure, "repeating it tells the record");
    assert_eq!(ledger.find_erasure(&sendai()).await.unwrap(), Some(erasure));
    assert_eq!(ledger.find_erasure(&natori()).await.unwrap(), None);
    assert!(matches!(read_all(&ledger, &sendai()).await, Err(ReadError::Key(KeyError::Gone { .. }))));
    let append = ledger.append(&sendai(), Expected::Anywhere, vec![vec![1]], instant(6)).await;
    assert!(matches!(append, Err(AppendError::Key(KeyError::Gone { .. }))));
    assert_eq!(read_all(&ledger, &natori()).await.unwrap().len(), 3);
    assert!(!world.path("keys/sendai.0001.kek").exists());

    // The backup from before holds the wrapped data key, and what it was wrapped with is gone.
    let elsewhere = World::new(world.backend);
    let options = ledger::LedgerOptions { keys: world.keys.clone(), ..elsewhere.options() };
    let restored = ledger::Ledger::open(options).await.unwrap();
    restored.restore(&backup, &crate::world::restoring()).await.unwrap();
    assert!(matches!(read_all(&restored, &sendai()).await, Err(ReadError::Key(KeyError::Unavailable { .. }))));
    assert_eq!(read_all(&restored, &natori()).await.unwrap().len(), 3);
}

async fn an_erasure_that_stopped_half_way_is_finished_by_repeating_it(world: World) {
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 1).await;
    // The folder cannot be listed: the data keys are deleted, the key-encryption key is not.
    let (keys, away) = (world.path("keys"), world.path("keys-away"));
    std::fs::rename(&keys, &away).unwrap();
    std::fs::write(&keys, "no folder").unwrap();
    let stopped = ledger.destroy_keys(&sendai(), instant(5)).await;
    assert!(matches!(stopped, Err(EraseError::Key(KeyError::File { .. }))), "{stopped:?}");
    assert_eq!(ledger.find_erasure(&sendai()).await.unwrap(), None, "not finished, not said to be");
    std::fs::remove_file(&keys).unwrap();
    std::fs::rename(&away, &keys).unwrap();
    let erasure = ledger.destroy_keys(&sendai(), instant(7)).await.unwrap();
    assert_eq!((erasure.begun_at, erasure.finished_at), (instant(5), instant(7)));
    assert!(!world.path("keys/sendai.0001.kek").exists());
}

async fn wrapped_keys_swapped_between_cities_do_not_fit(world: World) {
    let ledger = world.open_with(&sendai()).await;
    world.add_city(&ledger, &natori()).await;
    append_events(&ledger, &sendai(), 1).await;
    ledger.close().await;
    world.tamper("UPDATE data_keys SET city = 'x' WHERE city = 'sendai'").await;
    world.tamper("UPDATE data_keys SET city = 'sendai' WHERE city = 'natori'").await;
    let kek_id = world.keys.current(&sendai()).await.unwrap().id().to_string();
    world.tamper(&format!("UPDATE data_keys SET kek_id = '{kek_id}' WHERE city = 'sendai'")).await;
    let ledger = world.open().await;
    assert!(matches!(read_all(&ledger, &sendai()).await, Err(ReadError::Key(KeyError::DoesNotFit { .. }))));
}

#[tokio::test]
async fn a_key_file_that_others_can_read_is_refused() {
    let world = World::new(crate::world::Backend::Sqlite);
    world.keys.create(&sendai(), &SystemRandomness).unwrap();
    let path = world.path("keys/sendai.0001.kek");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(world.keys.current(&sendai()).await.err().unwrap().code(), "key-file-exposed");
}

#[tokio::test]
async fn a_key_file_that_was_altered_or_is_another_citys_is_refused() {
    let world = World::new(crate::world::Backend::Sqlite);
    world.keys.create(&sendai(), &SystemRandomness).unwrap();
    let path = world.path("keys/sendai.0001.kek");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::copy(&path, world.path("keys/natori.0001.kek")).unwrap();
    assert_eq!(world.keys.current(&natori()).await.err().unwrap().code(), "key-file-format");
    for (from, to) in
        [("v1", "v2"), ("key-encryption", "checkpoint-signing"), ("\ncheck ", "\ncheck 0"), ("owner s", "owner S")]
    {
        assert!(text.contains(from));
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let code = world.keys.current(&sendai()).await.err().unwrap().code();
        assert_eq!(code, "key-file-format", "{from}");
    }
}

#[test]
fn a_signing_key_comes_back_from_its_file_and_is_never_written_over() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("checkpoint.key");
    let made = SigningKey::create(&path, &SystemRandomness).unwrap();
    assert_eq!(SigningKey::open(&path).unwrap().public_key(), made.public_key());
    assert!(matches!(SigningKey::create(&path, &SystemRandomness), Err(KeyError::File { .. })));
    assert!(KeyFolder::new(folder.path()).create(&sendai(), &SystemRandomness).is_ok());
}
