//! The service, killed without a word in the middle of its work: what was acknowledged is there, nothing is there twice, no period is
//! half closed, and the audit log is whole. `ATTAIN_KILLS=100 cargo test -p attain-tests --test kill -- --nocapture` kills it 100
//! times in each operation and prints where; without it, a tenth.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{OnceLock, mpsc};
use std::time::{Duration, Instant};

use attain_tests::command;
use serde_json::{Value, json};

static BINARY: OnceLock<PathBuf> = OnceLock::new();

const PERIOD: &str = "2026-Q1";
/// Rows of the file that is brought: enough of them to be killed between.
const ROWS: usize = 60_000;

/// Rows that are added to a file.
const ADDED: usize = 5_000;

/// How often an operation is measured.
const MEASURED: u32 = 4;

/// How often each operation is cut off.
fn kills() -> u32 {
    std::env::var("ATTAIN_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(10)
}

/// The service as a process of its own.
struct Server {
    process: Child,
    address: String,
    token: Option<String>,
}

impl Server {
    fn start(database: &Path) -> Self {
        let is_new = !database.exists();
        let mut process = Command::new(BINARY.get_or_init(command::binary))
            .args(["serve", "--demo", "--alone", "--rate", "100000", "--listen", "127.0.0.1:0", "--database"])
            .arg(database)
            // Copies of a database are signed with the key of the first.
            .arg("--key")
            .arg(database.with_file_name("key"))
            .env_remove("ATTAIN_LANG")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the service starts");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines().map_while(Result::ok);
        let listens = lines.next().expect("a line");
        let address = listens.rsplit('/').next().expect("an address").to_owned();
        let token = is_new.then(|| lines.find(|line| line.trim().starts_with("attain_"))).flatten();
        let token = token.map(|token| token.trim().to_owned());
        Self { process, address, token }
    }

    /// Ends it as a power cut would.
    fn kill(&mut self) {
        self.process.kill().expect("a kill");
        self.process.wait().expect("an end");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _gone = self.process.kill();
        let _ended = self.process.wait();
    }
}

/// An answer, unless the connection broke.
fn ask(
    address: &str,
    token: &str,
    (method, path): (&str, &str),
    body: Vec<u8>,
    key: Option<&str>,
) -> Option<(u16, Value)> {
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let mut request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("http://{address}{path}"))
        .header("authorization", format!("Bearer {token}"));
    if path.starts_with("/v1/rows/") {
        request = request.header("content-type", "text/csv");
    }
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    let mut response = agent.run(request.body(body).expect("a request")).ok()?;
    let status = response.status().as_u16();
    let body = response.body_mut().with_config().limit(64 << 20).read_to_vec().ok()?;
    Some((status, serde_json::from_slice(&body).unwrap_or_default()))
}

/// A database that is ready for an operation, and who may ask.
struct Ground {
    folder: PathBuf,
    database: PathBuf,
    people: [String; 3],
    run: i64,
}

impl Ground {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("attain-kill-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let database = folder.join("ready.db");
        let server = Server::start(&database);
        let admin = server.token.clone().expect("a new database");
        let people = ["comp_admin", "payroll", "auditor"].map(|role| {
            let body = json!({ "id": role, "role": role }).to_string().into_bytes();
            let (_, made) = ask(&server.address, &admin, ("POST", "/v1/principals"), body, None).expect("an answer");
            made["token"].as_str().expect("a token").to_owned()
        });
        let run = compute(&server, &people[1]);
        let body = json!({ "run": run }).to_string().into_bytes();
        let path = format!("/v1/periods/{PERIOD}/approval");
        let (status, _) = ask(&server.address, &people[1], ("POST", &path), body, None).expect("an answer");
        assert_eq!(status, 200);
        // Whoever is told to end writes everything into the one file.
        end(server);
        Self { folder, database, people, run }
    }

    /// The same with the period closed.
    fn closed(name: &str) -> Self {
        let ground = Self::new(name);
        let server = Server::start(&ground.database);
        let body = json!({ "run": ground.run }).to_string().into_bytes();
        let path = format!("/v1/periods/{PERIOD}/seal");
        let (status, _) = ask(&server.address, &ground.people[1], ("POST", &path), body, None).expect("an answer");
        assert_eq!(status, 200);
        end(server);
        ground
    }

    /// A copy to work on.
    fn copy(&self) -> PathBuf {
        let copy = self.folder.join("work.db");
        for ending in ["", "-wal", "-shm"] {
            let file = self.folder.join(format!("work.db{ending}"));
            if file.exists() {
                std::fs::remove_file(&file).expect("an end");
            }
        }
        std::fs::copy(&self.database, &copy).expect("a copy");
        copy
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).expect("an end");
    }
}

/// Tells the service to end, and waits for it.
fn end(mut server: Server) {
    let told = Command::new("kill").arg(server.process.id().to_string()).status().expect("a signal");
    assert!(told.success());
    server.process.wait().expect("an end");
}

fn compute(server: &Server, payroll: &str) -> i64 {
    let path = format!("/v1/periods/{PERIOD}/runs");
    let (_, run) = ask(&server.address, payroll, ("POST", &path), Vec::new(), None).expect("an answer");
    let run = run["run"].as_i64().expect("a run");
    finished(server, payroll, run);
    run
}

/// Waits until a run has ended, and sees that it gave a result.
fn finished(server: &Server, payroll: &str, run: i64) {
    loop {
        let (_, now) =
            ask(&server.address, payroll, ("GET", &format!("/v1/runs/{run}")), Vec::new(), None).expect("an answer");
        match now["state"].as_str() {
            Some("queued" | "computing") => std::thread::sleep(Duration::from_millis(5)),
            Some("finished") => return,
            _ => panic!("{now:#}"),
        }
    }
}

/// An operation: who asks what, and what must hold afterwards.
struct Operation {
    name: &'static str,
    who: usize,
    method: &'static str,
    path: String,
    body: Vec<u8>,
    /// Given the service after its restart and what was answered before the kill.
    holds: fn(&Ground, &Server, &Operation, Option<&(u16, Value)>),
}

/// How long an operation takes that nobody cuts off.
fn length(ground: &Ground, operation: &Operation) -> Duration {
    let server = Server::start(&ground.copy());
    #[expect(clippy::disallowed_methods, reason = "how long an operation takes says when to cut it off")]
    let begun = Instant::now();
    let answer = asked(&server.address, ground, operation).expect("an answer");
    assert!(answer.0 < 300, "{answer:?}");
    begun.elapsed()
}

/// Kills the service in the middle of an operation again and again, later and later.
fn cut_off(ground: &Ground, operation: &Operation) {
    // The shortest of several: the first finds nothing in any cache, and later ones would be over before they are cut off.
    let whole = (0..MEASURED).map(|_| length(ground, operation)).min().unwrap_or_default();
    let kills = kills();
    let mut cut = Vec::new();
    for number in 0..kills {
        let database = ground.copy();
        let mut server = Server::start(&database);
        let (tell, told) = mpsc::channel();
        let delay = whole * (2 * number + 1) / (2 * kills);
        let answer = std::thread::scope(|threads| {
            let address = server.address.clone();
            threads.spawn(move || tell.send(asked(&address, ground, operation)));
            std::thread::sleep(delay);
            server.kill();
            told.recv().expect("an end")
        });
        if answer.is_none() {
            cut.push(delay.as_millis());
        }
        let server = Server::start(&database);
        let (_, log) = ask(&server.address, &ground.people[2], ("GET", "/v1/audit/verification"), Vec::new(), None)
            .expect("an answer");
        assert_eq!(log["whole"], true, "{}: {log:#}", operation.name);
        (operation.holds)(ground, &server, operation, answer.as_ref());
        // What the killed one had laid out is gone: salaries stand in it.
        let spool = std::fs::read_dir(ground.folder.join("work.db-spool")).expect("a folder");
        assert_eq!(spool.count(), 1, "{}: the living one alone has a place", operation.name);
    }
    println!(
        "{}: takes {} ms; killed {kills} times, {} of them before it was answered, after {cut:?} ms",
        operation.name,
        whole.as_millis(),
        cut.len()
    );
    assert!(cut.len() * 3 >= kills as usize, "{}: too few kills landed inside: {cut:?}", operation.name);
}

fn asked(address: &str, ground: &Ground, operation: &Operation) -> Option<(u16, Value)> {
    let Operation { who, method, path, body, .. } = operation;
    ask(address, &ground.people[*who], (method, path), body.clone(), Some("once"))
}

/// How many records say that this was done to that.
fn records(ground: &Ground, server: &Server, done: (&str, &str)) -> usize {
    let (_, log) = ask(&server.address, &ground.people[2], ("GET", "/v1/audit"), Vec::new(), None).expect("an answer");
    let records = log["records"].as_array().expect("records").iter();
    records.filter(|one| one["record"]["action"] == done.0 && one["record"]["object"] == done.1).count()
}

/// Asked again under the same key, it is done once.
fn once(ground: &Ground, server: &Server, operation: &Operation, answer: Option<&(u16, Value)>, done: (&str, &str)) {
    let before = records(ground, server, done);
    assert!(before <= 1, "{}: {before} times", operation.name);
    assert!(answer.is_none() || before == 1, "{}: acknowledged, and gone", operation.name);
    let again = asked(&server.address, ground, operation).expect("an answer");
    assert!(again.0 < 300, "{}: {again:?}", operation.name);
    assert!(answer.is_none_or(|answer| *answer == again), "{}: {again:?}", operation.name);
    assert_eq!(records(ground, server, done), 1, "{}", operation.name);
}

#[test]
fn nothing_is_lost_or_doubled_however_often_the_service_is_killed() {
    let ground = Ground::new("all");
    let rows: String = (0..ROWS).map(|row| format!("x{row},E1001,2026-01-15,{row}.25\n")).collect();
    let import = Operation {
        name: "import",
        who: 0,
        method: "PUT",
        path: "/v1/files/data/late.csv".to_owned(),
        body: format!("id,owner,booked_on,amount\n{rows}").into_bytes(),
        holds: |ground, server, operation, answer| {
            // All of it, or nothing.
            let path = ("GET", "/v1/files");
            let (_, files) = ask(&server.address, &ground.people[0], path, Vec::new(), None).expect("an answer");
            let mut late =
                files["files"].as_array().expect("files").iter().filter(|file| file["path"] == "data/late.csv");
            assert!(late.next().is_none_or(|file| file["bytes"] == operation.body.len()), "{files:#}");
            once(ground, server, operation, answer, ("file.put", "data/late.csv"));
        },
    };
    let rows: String = (0..ADDED).map(|row| format!("x{row},renewal,Analytics,E1009,2026-01-15,{row}.25\n")).collect();
    let add = Operation {
        name: "rows",
        who: 0,
        method: "POST",
        path: "/v1/rows/data/transactions.csv".to_owned(),
        body: format!("id,type,product,owner,booked_on,amount\n{rows}").into_bytes(),
        holds: |ground, server, operation, answer| {
            let path = ("GET", "/v1/files/data/transactions.csv?version=1");
            let (first, _) = ask(&server.address, &ground.people[0], path, Vec::new(), None).expect("an answer");
            assert_eq!(first, 200, "what stood there is whole");
            once(ground, server, operation, answer, ("file.add_rows", "data/transactions.csv"));
        },
    };
    let calculate = Operation {
        name: "calculate",
        who: 1,
        method: "POST",
        path: "/v1/periods/2026-Q2/runs".to_owned(),
        body: Vec::new(),
        holds: |ground, server, operation, answer| {
            once(ground, server, operation, answer, ("run.start", "2026-Q2"));
            // The example's first run is the only one before.
            finished(server, &ground.people[1], ground.run + 1);
        },
    };
    let close = Operation {
        name: "close",
        who: 1,
        method: "POST",
        path: format!("/v1/periods/{PERIOD}/seal"),
        body: json!({ "run": ground.run }).to_string().into_bytes(),
        holds: |ground, server, operation, answer| {
            let path = format!("/v1/periods/{PERIOD}");
            let seal = format!("{path}/seal");
            let ask = |path: &str| {
                ask(&server.address, &ground.people[1], ("GET", path), Vec::new(), None).expect("an answer")
            };
            let (state, sealed) = (ask(&path).1, ask(&seal).0 == 200);
            assert_eq!(state["state"] == "closed", sealed, "half closed: {state:#}");
            assert!(answer.is_none() || sealed, "acknowledged, and gone");
            once(ground, server, operation, answer, ("period.close", PERIOD));
        },
    };
    for operation in [import, add, calculate, close] {
        cut_off(&ground, &operation);
    }
    let export = Operation {
        name: "export",
        who: 1,
        method: "POST",
        path: format!("/v1/periods/{PERIOD}/exports"),
        body: b"{}".to_vec(),
        holds: |ground, server, operation, answer| {
            let ask = |path: &str| {
                ask(&server.address, &ground.people[1], ("GET", path), Vec::new(), None).expect("an answer")
            };
            let state = ask(&format!("/v1/periods/{PERIOD}")).1["state"].clone();
            let exports = ask(&operation.path).1["exports"].as_array().expect("exports").clone();
            assert_eq!(exports.len(), usize::from(state == "exported"), "half exported: {state} {exports:?}");
            assert!(answer.is_none() || exports.len() == 1, "acknowledged, and gone");
            for export in exports {
                let files = export["files"].as_array().expect("files");
                assert_eq!(files.len(), 2, "{export:#}");
                for file in files {
                    let (id, name) = (export["export"].as_str(), file["name"].as_str());
                    let path = format!("{}/{}/files/{}", operation.path, id.expect("an id"), name.expect("a name"));
                    assert_eq!(ask(&path).0, 200, "{path}");
                }
            }
            once(ground, server, operation, answer, ("export.make", PERIOD));
        },
    };
    cut_off(&Ground::closed("closed"), &export);
}
