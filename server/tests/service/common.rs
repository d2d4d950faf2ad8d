//! A service of one's own on a port of its own, and people who ask it.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;

use attain_rules::text::Text;
use attain_server::serve::{Started, start};
use attain_server::settings::Settings;
use serde_json::{Value, json};
use tokio::sync::oneshot;

pub use crate::place::{Kind, Place};

/// A test, and its name.
pub type Test = (&'static str, fn(Kind));

/// A service that runs.
pub struct Server {
    pub address: String,
    /// The token of the first admin, when the database was new.
    pub token: Option<String>,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// With the example company where the database is new.
    pub fn start(place: &Place) -> Self {
        Self::with(place, example(), false)
    }

    pub fn with(place: &Place, company: Vec<(&'static str, &'static str)>, alone: bool) -> Self {
        Self::of(Settings { company, alone, ..Self::settings(place) })
    }

    /// With the example company, where each may send so many requests a second.
    pub fn at_a_rate(place: &Place, rate: NonZeroU32) -> Self {
        Self::of(Settings { company: example(), rate, ..Self::settings(place) })
    }

    /// With these keys.
    pub fn keyed(place: &Place, key: &Path, new_key: Option<&Path>) -> Self {
        Self::of(Settings { key: key.to_owned(), new_key: new_key.map(Path::to_owned), ..Self::settings(place) })
    }

    /// Somebody who asked another service on the same database.
    pub fn again(&self, client: &Client) -> Client {
        self.client(&client.token)
    }

    fn of(settings: Settings) -> Self {
        let (tell, told) = mpsc::channel();
        let (end, ended) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(async {
                let started: Started = start(settings).await.expect("a start");
                let token = started.shown.as_ref().map(|shown| shown.token.text());
                tell.send((started.address.to_string(), token)).expect("somebody who waits");
                started.serve(async { ended.await.unwrap_or_default() }).await;
            });
        });
        let (address, token) = told.recv().expect("a service");
        Self { address, token, end: Some(end), thread: Some(thread) }
    }

    /// Why it does not start.
    pub fn refused(place: &Place) -> Text {
        Self::refused_at(place, Self::settings(place).listen)
    }

    /// The same with these keys.
    pub fn refused_with(place: &Place, key: &Path, new_key: &Path) -> Text {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let (key, new_key) = (key.to_owned(), Some(new_key.to_owned()));
        runtime.block_on(start(Settings { key, new_key, ..Self::settings(place) })).expect_err("no start").text()
    }

    /// The same, at this address.
    pub fn refused_at(place: &Place, listen: SocketAddr) -> Text {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let settings = Settings { listen, ..Self::settings(place) };
        runtime.block_on(start(settings)).expect_err("no start").text()
    }

    fn settings(place: &Place) -> Settings {
        Settings {
            database: place.location(),
            spool: place.folder().join("spool"),
            key: place.folder().join("key"),
            new_key: None,
            listen: "127.0.0.1:0".parse().expect("an address"),
            company: Vec::new(),
            new_token: None,
            alone: false,
            rate: NonZeroU32::MAX,
        }
    }

    /// The first admin.
    pub fn admin(&self) -> Client {
        self.client(self.token.as_deref().expect("a new database"))
    }

    pub fn client(&self, token: &str) -> Client {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
        Client { agent, address: self.address.clone(), token: token.to_owned(), key: None }
    }

    /// A result that li computed and wang approved.
    pub fn approved(&self, period: &str) -> (Client, i64) {
        let (li, wang) = (self.somebody("li", "payroll"), self.somebody("wang", "payroll"));
        let run = li.compute(period);
        let answer = wang.post(&format!("/v1/periods/{period}/approval"), &json!({ "run": run }));
        assert_eq!(answer.status, 200, "{}", answer.text());
        (li, run)
    }

    /// Somebody new with this role.
    pub fn somebody(&self, id: &str, role: &str) -> Client {
        let participant = ["rep", "manager"].contains(&role).then_some("E1001");
        let made = self.admin().post("/v1/principals", &json!({ "id": id, "role": role, "participant": participant }));
        assert_eq!(made.status, 201, "{}", made.text());
        self.client(made.json()["token"].as_str().expect("a token"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

/// Somebody who asks.
#[derive(Clone)]
pub struct Client {
    agent: ureq::Agent,
    address: String,
    token: String,
    key: Option<String>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub tag: Option<String>,
    /// Its `Content-Security-Policy`.
    pub policy: Option<String>,
    /// Its `Set-Cookie`.
    pub cookie: Option<String>,
    /// Its `Retry-After`.
    pub retry: Option<String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Client {
    /// The same person, asking elsewhere.
    pub fn at(&self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self.clone() }
    }

    /// The same, with an Idempotency-Key.
    pub fn under(&self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self.clone() }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], &[])
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask("POST", path, body.to_string().as_bytes(), &[])
    }

    pub fn delete(&self, path: &str, body: &Value) -> Answer {
        self.ask("DELETE", path, body.to_string().as_bytes(), &[])
    }

    pub fn put(&self, path: &str, body: &[u8]) -> Answer {
        self.ask("PUT", path, body, &[])
    }

    pub fn ask(&self, method: &str, path: &str, body: &[u8], headers: &[(&str, &str)]) -> Answer {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        if let Some(key) = &self.key {
            request = request.header("idempotency-key", key);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_vec()).expect("a request");
        let agent = self.agent.clone();
        let request = agent.configure_request(request).allow_non_standard_methods(true).build();
        let mut response = agent.run(request).expect("an answer");
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().expect("a text").to_owned());
        let (tag, policy, retry) = (header("etag"), header("content-security-policy"), header("retry-after"));
        let cookie = header("set-cookie");
        let body = response.body_mut().with_config().limit(64 << 20).read_to_vec().expect("a body");
        Answer { status: response.status().as_u16(), tag, policy, cookie, retry, body }
    }

    /// Computes a period and waits for the end.
    pub fn compute(&self, period: &str) -> i64 {
        let run = self.post(&format!("/v1/periods/{period}/runs"), &json!(null));
        assert_eq!(run.status, 202, "{}", run.text());
        let run = run.json()["run"].as_i64().expect("a number");
        loop {
            let now = self.get(&format!("/v1/runs/{run}"));
            match now.json()["state"].as_str() {
                Some("queued" | "computing") => std::thread::sleep(std::time::Duration::from_millis(20)),
                Some("finished") => return run,
                _ => panic!("{}", now.text()),
            }
        }
    }
}

/// The folder of the example company.
pub fn example_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/demo")
}

/// Its files.
pub fn example() -> Vec<(&'static str, &'static str)> {
    company(&example_folder())
}

/// The files of the company in a folder.
pub fn company(company: &Path) -> Vec<(&'static str, &'static str)> {
    let mut files = Vec::new();
    for folder in ["", "plans", "data"] {
        for entry in std::fs::read_dir(company.join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                let text = std::fs::read_to_string(&path).expect("a text");
                files.push((&*name.leak(), &*text.leak()));
            }
        }
    }
    files.sort_unstable();
    files
}
