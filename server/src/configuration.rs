//! [`Configuration`]: the file that says how the service is started, for whoever does not want to say it each time.

use std::fs::File;
use std::io::{self, Read as _};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use attain_rules::both;
use attain_rules::text::Text;
use serde::Deserialize;

use crate::settings::Location;

/// Most bytes of the file.
const MOST_BYTES: u64 = 64 << 10;

/// What a file says of how the service is started. What it leaves out is as if there were no file.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Where the database is: a file, or a PostgreSQL server.
    pub database: Option<String>,
    /// Where computations happen.
    pub spool: Option<PathBuf>,
    /// Where the key lies with which the audit log is signed.
    pub key: Option<PathBuf>,
    /// Where it listens.
    pub listen: Option<SocketAddr>,
    /// How many requests a second each principal may send.
    pub rate: Option<NonZeroU32>,
    /// May people approve their own work?
    pub alone: Option<bool>,
}

impl Configuration {
    /// Reads the file at `path`. Places in it are seen from its folder.
    ///
    /// # Errors
    /// Why it cannot be read, with the line.
    pub fn read(path: &Path) -> Result<Self, Text> {
        let shown = path.display();
        let text = text(path).map_err(|error| {
            let error = Text::same(error.to_string());
            both!("the configuration `{shown}` cannot be read: {error}", "无法读取配置 `{shown}`：{error}"; error)
        })?;
        let configuration: Self = toml::from_str(&text).map_err(|error| {
            // The line itself is not shown: a password may stand in it.
            let line =
                error.span().map_or(1, |span| text.get(..span.start).map_or(1, |before| before.split('\n').count()));
            let error = Text::same(error.message().to_owned());
            both!(
                "line {line} of the configuration `{shown}` is not written as it should be: {error}",
                "配置 `{shown}` 第 {line} 行的写法不正确：{error}"; error
            )
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let database = configuration.database.map(|database| match Location::of(&database) {
            Location::File(file) => folder.join(file).to_string_lossy().into_owned(),
            Location::Server(_) => database,
        });
        let place = |place: Option<PathBuf>| place.map(|place| folder.join(place));
        Ok(Self { database, spool: place(configuration.spool), key: place(configuration.key), ..configuration })
    }
}

fn text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let read = File::open(path)?.take(MOST_BYTES.saturating_add(1)).read_to_string(&mut text)?;
    let is_whole = u64::try_from(read).is_ok_and(|read| read <= MOST_BYTES);
    if is_whole { Ok(text) } else { Err(io::Error::other(format!("it has more than {MOST_BYTES} bytes"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> Result<Configuration, Text> {
        let folder = std::env::temp_dir().join(format!("attain-configuration-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("attain-serve.toml");
        std::fs::write(&path, text).expect("a file");
        let read = Configuration::read(&path);
        std::fs::remove_dir_all(&folder).expect("an end");
        read
    }

    #[test]
    fn places_are_seen_from_the_folder_of_the_file() {
        let text = "database = 'pay.db'\nkey = '/keys/pay'\nlisten = '0.0.0.0:80'\nrate = 7\nalone = true\n";
        let read = read("places", text).expect("a configuration");
        assert!(read.database.is_some_and(|database| database.ends_with("/pay.db") && database.len() > 7));
        assert_eq!(read.key.as_deref(), Some(Path::new("/keys/pay")));
        assert_eq!((read.rate.map(NonZeroU32::get), read.alone, read.spool), (Some(7), Some(true), None));
        let server = "database = 'postgres://db/pay'\n";
        assert_eq!(self::read("server", server).expect("one").database.as_deref(), Some("postgres://db/pay"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (name, text, told) in [
            ("word", "listne = '127.0.0.1:80'\n", "unknown field `listne`, expected one of"),
            ("rate", "alone = false\nrate = 0\n", "line 2"),
            ("password", "databse = 'postgres://pay:secret@db/pay'\n", "unknown field `databse`"),
            ("address", "listen = 'everywhere'\n", "invalid socket address syntax"),
            ("end", "listen = '127", "line 1"),
            ("long", &"# word\n".repeat(10_000), "more than 65536 bytes"),
        ] {
            let error = read(name, text).err().expect("no configuration").en;
            assert!(error.contains(told) && !error.contains("secret"), "{error}");
        }
    }
}
