//! [`Text`]: a sentence in both of the project's languages, made together so that neither can be forgotten.

/// The languages that people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Language {
    /// English, `en`.
    #[default]
    English,
    /// Simplified Chinese, `zh-CN`.
    Chinese,
}

impl Language {
    /// `en`, `zh` or `zh-CN`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "en" => Some(Self::English),
            "zh" | "zh-CN" => Some(Self::Chinese),
            _ => None,
        }
    }
}

/// The same sentence in English and Chinese.
#[derive(Clone, Debug, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct Text {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Text {
    /// The same words in both languages: names, codes, file names.
    pub fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Self { en: words.clone(), zh: words }
    }

    /// The sentence in `language`.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }

    /// The words as the beginning of a Chinese phrase: `订单` stays, Latin letters are set apart by a blank, `bookings `.
    #[must_use]
    pub fn before_chinese(mut self) -> Self {
        if self.zh.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            self.zh.push(' ');
        }
        self
    }
}

/// Makes a [`Text`] from two format strings, English first. Arguments are captured by name; values that are [`Text`]
/// themselves go behind `;` and stand in each sentence in its own language: `both!("unit {unit}", "单位 {unit}"; unit)`.
#[macro_export]
macro_rules! both {
    ($en:literal, $zh:literal $(; $($text:ident),+)?) => {
        $crate::text::Text {
            en: { $($(let $text = &$text.en;)+)? format!($en) },
            zh: { $($(let $text = &$text.zh;)+)? format!($zh) },
        }
    };
}
