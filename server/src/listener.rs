//! The front door: so many connections and no more, nobody who is slow with a header, and a graceful end.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use crate::guard::Peer;

/// Most connections at a time; more wait.
const MOST_CONNECTIONS: usize = 512;
/// How long a header may take.
const HEADER_PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of a header.
const MOST_HEADER_BYTES: usize = 16 << 10;
/// How long answers may still take at the end.
const LAST_ANSWERS: Duration = Duration::from_secs(30);

/// Answers whoever connects until `ended`; then whoever was begun with is answered to the end.
pub async fn listen(listener: TcpListener, router: Router, ended: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut ended = std::pin::pin!(ended);
    loop {
        let accepted = tokio::select! {
            () = &mut ended => break,
            accepted = async { (Arc::clone(&places).acquire_owned().await, listener.accept().await) } => accepted,
        };
        let (Ok(place), Ok((stream, peer))) = accepted else {
            // Too many open files, for one: what is there now goes on, and somebody else may get in later.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let peer: IpAddr = peer.ip();
        let service = router.clone().map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            request
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_PATIENCE)
            .max_buf_size(MOST_HEADER_BYTES)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that goes away is its own business.
            drop(connection.await);
            drop(place);
        });
    }
    drop(listener);
    let _in_time = tokio::time::timeout(LAST_ANSWERS, graceful.shutdown()).await;
}
