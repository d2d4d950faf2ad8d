//! How the service is told how to start.

#![cfg(feature = "serve")]
#![expect(clippy::expect_used, reason = "a service that does not start must fail")]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A new folder with this file in it.
fn folder(name: &str, configuration: &str) -> (PathBuf, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("attain-serve.toml");
    std::fs::write(&file, configuration).expect("a file");
    (folder, file)
}

fn serve(variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attain"));
    command.env_remove("ATTAIN_LANG").envs(variables.iter().copied()).arg("serve");
    command
}

/// Where it says that it listens; then it is ended.
fn listens(command: &mut Command) -> String {
    let mut service = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a process");
    let mut said = String::new();
    BufReader::new(service.stdout.take().expect("a pipe")).read_line(&mut said).expect("a line");
    service.kill().expect("a signal");
    service.wait().expect("an end");
    said
}

fn refused(command: &mut Command) -> String {
    let Output { status, stderr, .. } = command.output().expect("an end");
    let said = String::from_utf8(stderr).expect("UTF-8");
    assert_eq!(status.code(), Some(2), "{said}");
    said
}

#[test]
fn a_file_says_how_it_starts_a_variable_says_it_better_and_an_option_best() {
    let text = "database = \"pay.db\"\nlisten = \"127.0.0.2:0\"\nrate = 10\n";
    let (folder, file) = folder("configured", text);
    let said = listens(serve(&[]).arg("--config").arg(&file));
    assert!(said.starts_with("Attain listens at http://127.0.0.2:"), "{said}");
    for name in ["pay.db", "pay.db-key"] {
        assert!(folder.join(name).is_file(), "{name} lies beside the file that names it");
    }
    let variable = [("ATTAIN_LISTEN", "127.0.0.3:0")];
    let said = listens(serve(&variable).arg("--config").arg(&file));
    assert!(said.starts_with("Attain listens at http://127.0.0.3:"), "{said}");
    let said = listens(serve(&variable).args(["--listen", "127.0.0.4:0", "--config"]).arg(&file));
    assert!(said.starts_with("Attain listens at http://127.0.0.4:"), "{said}");
}

#[test]
fn what_cannot_be_understood_stops_the_start() {
    let (folder, file) = folder("misconfigured", "listen = \"127.0.0.1:0\"\nlistne = 1\n");
    let said = refused(serve(&[]).arg("--config").arg(&file));
    assert!(said.contains("line 2") && said.contains("unknown field `listne`"), "{said}");
    let said = refused(serve(&[]).arg("--config").arg(folder.join("none.toml")));
    assert!(said.contains("none.toml` cannot be read"), "{said}");
    let database = folder.join("pay.db");
    let said = refused(serve(&[("ATTAIN_LOG", "loud")]).args(["--listen", "127.0.0.1:0", "--database"]).arg(&database));
    assert!(said.contains("`loud` in ATTAIN_LOG is no level"), "{said}");
    assert!(!database.exists(), "nothing is written when it does not start");
}
