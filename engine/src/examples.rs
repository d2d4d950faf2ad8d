//! The first ids of some, as a report names them.

use std::sync::Arc;

use attain_rules::id::natural_cmp;

/// Keeps the first ids, at most `most`, in their own order and not in the order of rows.
pub(crate) fn keep_first(ids: &mut Vec<Arc<str>>, id: &str, most: usize) {
    if ids.len() >= most && ids.last().is_some_and(|last| natural_cmp(last, id).is_le()) {
        return;
    }
    let place = ids.partition_point(|known| natural_cmp(known, id).is_lt());
    ids.insert(place, id.into());
    ids.truncate(most);
}
