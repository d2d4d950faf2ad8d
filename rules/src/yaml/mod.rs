//! YAML: a tree in which every node knows its bytes. The only module that knows the parser.
//!
//! A plan needs few of YAML's features: maps, lists and texts, in both notations. What makes one value stand in two places
//! or mean something else than it says (anchors, tags, merge keys, several documents) is refused.

mod cut;
mod fault;
mod formula;
mod hole;
mod line;
mod node;
mod place;
mod tree;

pub use formula::NotMapped;
pub use line::column;
pub use node::{Content, Entry, Node, Scalar, Style, Tree};
pub use tree::parse;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;
/// How deep maps and lists may stand in each other.
pub const MAX_DEPTH: usize = 32;
/// How many maps, lists and texts a file may have.
pub const MAX_NODES: usize = 100_000;
/// Behind how many faults of a file reading goes on.
const MAX_FAULTS: usize = 20;
