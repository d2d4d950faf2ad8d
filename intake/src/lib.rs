//! Files to inputs, and statements out.
