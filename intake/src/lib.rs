//! Files to inputs, and statements out.
//!
//! [`folder::Folder`] opens a company's folder. Data files are CSV, read row by row through the mapping of `attain.yaml`;
//! everything that is wrong with them is a finding of family `D` with its file, line and column.

pub mod brought;
pub mod cell;
pub mod changes;
pub mod closed;
mod compared;
pub mod csv;
mod doubles;
pub mod files;
mod filled;
pub mod findings;
pub mod folder;
pub mod frozen;
pub mod given;
mod idle;
mod kept;
pub mod lacking;
pub mod limits;
mod lines;
pub mod meter;
mod misspelt;
pub mod payroll;
pub mod replaced;
mod sound;
pub mod table;
pub mod tables;
pub mod transactions;
pub mod tried;
mod uncovered;
mod until;
mod years;
