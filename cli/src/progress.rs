//! [`Progress`]: on a terminal, how far work that takes long has come.

use std::convert::Infallible;
use std::io::IsTerminal;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use attain_intake::meter::Meter;
use attain_rules::both;
use attain_rules::text::{Language, Text};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::context::Context;

/// Work that is done sooner is not spoken of.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is drawn anew.
const STEP: Duration = Duration::from_millis(100);
/// Fewer bytes are read before anybody could see a bar grow.
const WORTH_A_BAR: u64 = 1 << 20;

/// A line on the terminal that says how far the work has come, from its beginning until this is dropped.
struct Progress {
    drawer: Option<(Sender<Infallible>, JoinHandle<()>)>,
}

/// Does `work`, and shows meanwhile how far `meter` has come. Nothing is shown with `--quiet`, and where nobody looks.
pub fn watching<T>(meter: &Meter, context: &Context, work: impl FnOnce() -> T) -> T {
    let shown = (!context.quiet() && std::io::stderr().is_terminal()).then(|| Progress::show(meter, context));
    let result = work();
    drop(shown);
    result
}

impl Progress {
    fn show(meter: &Meter, context: &Context) -> Self {
        let (until, ended) = channel();
        let (meter, language) = (meter.clone(), context.language());
        let drawer = std::thread::spawn(move || draw(&meter, language, &ended));
        Self { drawer: Some((until, drawer)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((until, drawer)) = self.drawer.take() {
            drop(until);
            // Whatever became of the line, the work is done.
            drop(drawer.join());
        }
    }
}

/// Draws the line until the work has `ended`.
fn draw(meter: &Meter, language: Language, ended: &Receiver<Infallible>) {
    let goes_on = |time| ended.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
    if !goes_on(PATIENCE) {
        return;
    }
    let line = Line::new(ProgressDrawTarget::stderr(), language);
    loop {
        line.update(meter.read(), meter.all());
        if !goes_on(STEP) {
            break;
        }
    }
    line.bar.finish_and_clear();
}

/// The line: a bar while transactions are read, and a spinner while something else is done.
struct Line {
    bar: ProgressBar,
    reading: ProgressStyle,
    computing: ProgressStyle,
}

impl Line {
    fn new(target: ProgressDrawTarget, language: Language) -> Self {
        let style = |text: &Text, rest| {
            let template = format!("{} {rest}", text.in_language(language));
            ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar())
        };
        let reading = both!("reading transactions", "正在读取交易");
        Self {
            bar: ProgressBar::with_draw_target(Some(0), target),
            reading: style(&reading, "[{bar:30}] {percent} % / {total_bytes}").progress_chars("=> "),
            computing: style(&both!("computing", "计算中"), "{spinner}").tick_chars("|/-\\ "),
        }
    }

    /// Shows that `read` bytes of `all` have been read.
    fn update(&self, read: u64, all: u64) {
        let is_reading = all >= WORTH_A_BAR && read < all;
        self.bar.set_style(if is_reading { &self.reading } else { &self.computing }.clone());
        self.bar.update(|state| {
            state.set_len(all);
            state.set_pos(read.min(all));
        });
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use indicatif::TermLike;

    use super::*;

    /// A terminal with one line, which is what stands in it.
    #[derive(Clone, Debug, Default)]
    struct OneLine(Arc<Mutex<String>>);

    impl OneLine {
        fn text(&self) -> String {
            self.0.lock().expect("one thread").trim_end().to_owned()
        }
    }

    impl TermLike for OneLine {
        fn width(&self) -> u16 {
            80
        }

        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn write_line(&self, text: &str) -> io::Result<()> {
            self.write_str(text)
        }

        fn write_str(&self, text: &str) -> io::Result<()> {
            self.0.lock().expect("one thread").push_str(text);
            Ok(())
        }

        fn clear_line(&self) -> io::Result<()> {
            self.0.lock().expect("one thread").clear();
            Ok(())
        }

        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_bar_grows_with_the_bytes_and_goes_away() {
        let screen = OneLine::default();
        let line = Line::new(ProgressDrawTarget::term_like(Box::new(screen.clone())), Language::English);
        let all = 8 << 20;
        line.update(all / 4, all);
        assert_eq!(screen.text(), "reading transactions [=======>                      ] 25 % / 8.00 MiB");
        line.update(all / 2, all);
        assert_eq!(screen.text(), "reading transactions [===============>              ] 50 % / 8.00 MiB");
        line.update(all, all);
        assert!(screen.text().starts_with("computing "), "{}", screen.text());
        // Another pass.
        line.update(0, all);
        assert!(screen.text().contains("[                              ] 0 % / 8.00 MiB"), "{}", screen.text());
        line.bar.finish_and_clear();
        assert_eq!(screen.text(), "");
    }

    #[test]
    fn small_files_are_not_measured() {
        let screen = OneLine::default();
        let line = Line::new(ProgressDrawTarget::term_like(Box::new(screen.clone())), Language::Chinese);
        line.update(10, 1000);
        assert!(screen.text().starts_with("计算中 "), "{}", screen.text());
    }
}
