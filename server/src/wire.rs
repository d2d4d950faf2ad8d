//! The JSON that the service answers with. What it is asked with stands beside each endpoint.

mod audit;
mod comparison;
mod export;
mod file;
mod period;
mod principal;
mod run;
mod team;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

pub use self::audit::{Log, Recorded, Verification, Whole};
pub use self::comparison::{Comparison, ComponentPair, PersonPair, UnitPair};
pub use self::export::{Export, Exports};
pub use self::file::{AddedRows, Files, Version};
pub use self::period::{Closed, Period, Periods, Reopened, Warning};
pub use self::principal::{Given, Known, Principal, Principals, Revoked, Session, Token, Tokens};
pub use self::run::{Run, Runs, Started};
pub use self::team::{Member, Reached, Team};

/// The bytes of a file. It stands for them in the description alone.
#[derive(Debug)]
pub struct Bytes;

impl PartialSchema for Bytes {
    fn schema() -> RefOr<Schema> {
        let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).into()
    }
}

impl ToSchema for Bytes {}
