//! [`Value`] and [`Row`]: what goes into the database and comes out of it, whichever it is.

use super::StoreError;

/// A value of a column. Money and other decimals are text or whole numbers, never a binary float.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row of an answer.
#[derive(Clone, Debug)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The whole number in column `at`.
    ///
    /// # Errors
    /// [`StoreError::Shape`] when there is none.
    pub fn int(&self, at: usize) -> Result<i64, StoreError> {
        if let Some(Value::Int(value)) = self.0.get(at) { Ok(*value) } else { Err(StoreError::Shape(at)) }
    }

    /// The text in column `at`.
    ///
    /// # Errors
    /// [`StoreError::Shape`] when there is none.
    pub fn text(&self, at: usize) -> Result<String, StoreError> {
        if let Some(Value::Text(value)) = self.0.get(at) { Ok(value.clone()) } else { Err(StoreError::Shape(at)) }
    }

    /// The text in column `at`, where there is any.
    ///
    /// # Errors
    /// [`StoreError::Shape`] when there is something else.
    pub fn optional_text(&self, at: usize) -> Result<Option<String>, StoreError> {
        match self.0.get(at) {
            Some(Value::Null) => Ok(None),
            _ => self.text(at).map(Some),
        }
    }

    /// The bytes in column `at`.
    ///
    /// # Errors
    /// [`StoreError::Shape`] when there are none.
    pub fn bytes(&self, at: usize) -> Result<Vec<u8>, StoreError> {
        if let Some(Value::Bytes(value)) = self.0.get(at) { Ok(value.clone()) } else { Err(StoreError::Shape(at)) }
    }
}
