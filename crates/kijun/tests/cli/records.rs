//! A city's records on the command line, from `init` to a restored backup, as an operator meets them.

use crate::run::repository;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs `kijun` with the records of a folder.
pub(crate) fn kijun(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kijun"))
        .args(arguments)
        .current_dir(repository())
        .env_clear()
        .env("KIJUN_CONFIG", folder.join("kijun.toml"))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
pub(crate) fn ends(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}\n{}", out(output), err(output));
}

const IMPORT: [&str; 5] = ["register", "import", "examples/register/register.csv", "--as", "officer-a@officer@mayor"];

/// A folder of records with one imported use.
pub(crate) fn records() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    ends(&kijun(folder.path(), &["init", "--folder", path, "--city", "sendai"]), 0);
    ends(&kijun(folder.path(), &IMPORT), 0);
    folder
}

#[test]
fn a_city_begins_and_the_doctor_finds_nothing_wrong() {
    let folder = records();
    let output = kijun(folder.path(), &["doctor"]);
    ends(&output, 0);
    assert!(out(&output).lines().all(|line| line.starts_with('○')), "{}", out(&output));
    // A second `init` changes nothing.
    let before = std::fs::read(folder.path().join("kijun.toml")).unwrap();
    let path = folder.path().to_str().unwrap();
    ends(&kijun(folder.path(), &["init", "--folder", path, "--city", "sendai"]), 0);
    assert_eq!(std::fs::read(folder.path().join("kijun.toml")).unwrap(), before);
    assert!(out(&kijun(folder.path(), &["register", "list"])).contains("U00001"));
}

#[test]
fn the_doctor_names_a_missing_key_and_keys_that_others_can_read() {
    let folder = records();
    let key = folder.path().join("keys/sendai.0001.kek");
    let mut permissions = std::fs::metadata(&key).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o644);
    std::fs::set_permissions(&key, permissions).unwrap();
    let output = kijun(folder.path(), &["doctor", "--lang", "en"]);
    ends(&output, 1);
    assert!(out(&output).contains("chmod 600"), "{}", out(&output));
    std::fs::rename(&key, folder.path().join("elsewhere")).unwrap();
    let output = kijun(folder.path(), &["doctor"]);
    ends(&output, 1);
    assert!(out(&output).contains("× 鍵:"), "{}", out(&output));
}

#[test]
fn an_import_is_repeated_without_harm_and_its_dry_run_writes_nothing() {
    let folder = records();
    let again = kijun(folder.path(), &IMPORT);
    ends(&again, 0);
    assert_eq!(out(&kijun(folder.path(), &["register", "list", "--format", "csv"])).lines().count(), 2);
    let mut dry = IMPORT.to_vec();
    dry.push("--dry-run");
    assert!(err(&kijun(folder.path(), &dry)).contains("登録済み 1 件"));
}

#[test]
fn a_list_that_cannot_be_read_is_refused_whole_with_row_and_column() {
    let folder = records();
    let list = folder.path().join("register.csv");
    std::fs::write(&list, "サービス,事業者,利用目的,情報,管理社\nA,B,,議事録,manager\n").unwrap();
    let output =
        kijun(folder.path(), &["register", "import", list.to_str().unwrap(), "--as", "officer-a@officer@mayor"]);
    ends(&output, 2);
    let told = err(&output);
    assert!(told.contains("register.csv:1:5") && told.contains("register-column-unknown"), "{told}");
    assert!(told.contains("register-column-missing"), "{told}");
    assert!(told.contains("register.csv:2:3") && told.contains("register-cell-empty"), "{told}");
}

/// The life of a use as far as the decision, through the same door as everything else.
fn approve(folder: &Path) {
    let judged = kijun(folder, &["register", "show", "U00001", "--format", "json"]);
    assert!(out(&judged).contains("\"phase\": \"declared\""), "{}", out(&judged));
    run(folder, "review-a@review@mayor", r#"{"start_review":{"use_id":1}}"#);
}

pub(crate) fn run(folder: &Path, actor: &str, commands: &str) -> Output {
    let file = folder.join("commands.jsonl");
    std::fs::write(&file, commands).unwrap();
    kijun(folder, &["register", "run", file.to_str().unwrap(), "--as", actor])
}

#[test]
fn commands_are_carried_out_and_refusals_name_their_code() {
    let folder = records();
    approve(folder.path());
    let shown = out(&kijun(folder.path(), &["register", "show", "1"]));
    assert!(shown.contains("審査中"), "{shown}");
    let refused = run(folder.path(), "audit-a@audit@mayor", r#"{"record_judgement":{"use_id":1}}"#);
    ends(&refused, 2);
    assert!(err(&refused).contains("[not-permitted]"), "{}", err(&refused));
    let unreadable = run(folder.path(), "audit-a@audit@mayor", "\n{\"fly\":{}}");
    ends(&unreadable, 2);
    assert!(err(&unreadable).contains("commands.jsonl:2:"), "{}", err(&unreadable));
}

#[test]
fn the_register_stands_as_of_any_day() {
    let folder = records();
    assert!(out(&kijun(folder.path(), &["register", "as-of", "2020-01-01"])).contains("案件はまだありません"));
    assert!(out(&kijun(folder.path(), &["register", "as-of", "2999-01-01"])).contains("U00001"));
    let output = kijun(folder.path(), &["register", "as-of", "昨日"]);
    ends(&output, 2);
}

#[test]
fn what_if_judges_again_and_records_nothing() {
    let folder = records();
    let before = out(&kijun(folder.path(), &["audit", "verify", "--format", "json"]));
    let output = kijun(folder.path(), &["register", "what-if", "--reading", "8-2=fallback", "--format", "json"]);
    ends(&output, 0);
    assert!(out(&output).contains("\"judged\": 0"), "{}", out(&output));
    assert_eq!(out(&kijun(folder.path(), &["audit", "verify", "--format", "json"])), before);
    ends(&kijun(folder.path(), &["register", "what-if", "--reading", "8-2=never"]), 2);
}

#[test]
fn an_edit_of_the_database_is_found_and_named() {
    let folder = records();
    let checkpoint = folder.path().join("checkpoint.json");
    ends(&kijun(folder.path(), &["audit", "checkpoint", "-o", checkpoint.to_str().unwrap()]), 0);
    ends(&kijun(folder.path(), &["audit", "verify", "--checkpoint", checkpoint.to_str().unwrap()]), 0);
    ends(&kijun(folder.path(), &["db", "verify"]), 0);

    edit(&folder.path().join("kijun.db"), "UPDATE events SET envelope = zeroblob(length(envelope)) WHERE sequence = 2");
    let output = kijun(folder.path(), &["audit", "verify", "--format", "json"]);
    ends(&output, 1);
    let report: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(report["sound"], false);
    assert_eq!(report["cities"][0]["findings"][0]["code"], "event-altered", "{report}");
    assert_eq!(report["cities"][0]["findings"][0]["sequence"], 2, "{report}");
}

/// Changes a row of a database behind the program's back.
pub(crate) fn edit(database: &Path, sql: &'static str) {
    assert_eq!(edit_any(database, sql), 1);
}

/// Changes a database behind the program's back; how many rows.
pub(crate) fn edit_any(database: &Path, sql: &'static str) -> u64 {
    use sqlx::Connection as _;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
        let done = sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        done.rows_affected()
    })
}

#[test]
fn a_backup_is_verified_restored_elsewhere_and_an_old_one_refused_as_a_rollback() {
    let folder = records();
    let backup = folder.path().join("backup");
    let backup = backup.to_str().unwrap();
    ends(&kijun(folder.path(), &["backup", "create", "-o", backup]), 0);
    ends(&kijun(folder.path(), &["backup", "verify", backup, "--with-keys"]), 0);

    // The city goes on; its newest checkpoint is ahead of the backup.
    run(folder.path(), "review-a@review@mayor", r#"{"start_review":{"use_id":1}}"#);
    let checkpoint = folder.path().join("checkpoint.json");
    let checkpoint = checkpoint.to_str().unwrap();
    ends(&kijun(folder.path(), &["audit", "checkpoint", "-o", checkpoint]), 0);

    let other = folder.path().join("other.db");
    let database = format!("sqlite:{}", other.display());
    let restore = ["backup", "restore", backup, "--database", database.as_str(), "--checkpoint", checkpoint];
    let refused = kijun(folder.path(), &restore);
    ends(&refused, 2);
    assert!(err(&refused).contains("[restore-rollback]"), "{}", err(&refused));
    let mut dry = restore.to_vec();
    dry.push("--dry-run");
    ends(&kijun(folder.path(), &dry), 1);
    let mut accepted = restore.to_vec();
    accepted.extend(["--accept-rollback", "試験のため"]);
    ends(&kijun(folder.path(), &accepted), 0);
    let verified = kijun(folder.path(), &["audit", "verify", "--database", database.as_str()]);
    ends(&verified, 0);
    assert!(out(&verified).contains("試験のため"), "{}", out(&verified));
}

#[test]
fn a_checkpoint_of_another_key_is_refused_where_the_right_one_is_known() {
    let (folder, other) = (records(), records());
    let [own, foreign] = [&folder, &other].map(|folder| {
        let checkpoint = folder.path().join("checkpoint.json");
        ends(&kijun(folder.path(), &["audit", "checkpoint", "-o", checkpoint.to_str().unwrap()]), 0);
        checkpoint.to_str().unwrap().to_owned()
    });
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&own).unwrap()).unwrap();
    let key = json["public_key"].as_str().unwrap();
    let verify =
        |checkpoint: &str| kijun(folder.path(), &["audit", "verify", "--checkpoint", checkpoint, "--signed-by", key]);
    let verified = verify(&own);
    ends(&verified, 0);
    assert!(err(&verified).contains(key), "{}", err(&verified));
    let refused = verify(&foreign);
    ends(&refused, 2);
    assert!(err(&refused).contains("[checkpoint-signer]"), "{}", err(&refused));
}

#[test]
fn a_slip_in_the_place_of_the_database_begins_no_other_one() {
    let folder = records();
    let slip = folder.path().join("kijum.db");
    let database = format!("sqlite:{}", slip.display());
    for arguments in
        [&["register", "list"][..], &["keys", "rotate"], &["backup", "create", "-o", "x"], &["db", "verify"]]
    {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--database", &database]);
        let refused = kijun(folder.path(), &arguments);
        ends(&refused, 2);
        assert!(!slip.exists(), "{arguments:?}: {}", err(&refused));
    }
    let refused = kijun(folder.path(), &["register", "list", "--database", &database]);
    assert!(err(&refused).contains("[database-missing]"), "{}", err(&refused));
}

#[test]
fn an_unknown_key_and_an_unknown_variable_are_errors() {
    let folder = records();
    let file = folder.path().join("kijun.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("database =", "databse =")).unwrap();
    let output = kijun(folder.path(), &["register", "list"]);
    ends(&output, 2);
    assert!(err(&output).contains("unknown-key") && err(&output).contains("`database`"), "{}", err(&output));
    let output = Command::new(env!("CARGO_BIN_EXE_kijun"))
        .args(["register", "list"])
        .env("KIJUN_DATABSE", "x")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    ends(&output, 2);
    assert!(err(&output).contains("KIJUN_DATABASE"), "{}", err(&output));
}

#[test]
fn without_a_configuration_the_way_to_make_one_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let output = kijun(folder.path(), &["doctor"]);
    ends(&output, 2);
    assert!(err(&output).contains("kijun init"), "{}", err(&output));
}
