//! The example company, to be changed, and what the command shows of it.

use std::path::{Path, PathBuf};

use crate::common::{attain, text};

/// A new folder with the example company in it, which is taken away again.
pub struct Copy(pub PathBuf);

impl Copy {
    /// In a folder of this name.
    pub fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(std::fs::remove_dir_all(&folder));
        let out = attain(Path::new(env!("CARGO_TARGET_TMPDIR")), &["demo", name, "--quiet"]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        Self(folder)
    }

    /// Changes every `from` of a file, of which there must be one.
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.0.join(file);
        let text = std::fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{file} has no `{from}`");
        std::fs::write(path, text.replace(from, to)).expect("written");
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// What the command prints, with its exit code, in both languages.
pub fn screen(folder: &Path, arguments: &[&str]) -> String {
    let mut shown = format!("$ attain {}\n", arguments.join(" "));
    for language in ["en", "zh-CN"] {
        let out = attain(folder, &[arguments, &["--lang", language]].concat());
        let (stdout, stderr) = (text(&out.stdout), text(&out.stderr));
        assert!(!stdout.contains('\u{1b}') && !stderr.contains('\u{1b}'), "colour where there is no terminal");
        let code = out.status.code().unwrap_or_else(|| panic!("ended by a signal: {stderr}"));
        let file = folder.display().to_string();
        shown.push_str(&format!("--- {language}, exit {code}\n{stdout}{stderr}").replace(&file, "DIR"));
    }
    shown
}
