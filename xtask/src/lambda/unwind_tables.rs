//! Where the linker leaves a function out, the table that unwinding it would need is left out, too.
//!
//! rustc gives the table of each function (`.gcc_except_table.NAME`) a section of its own, but LLVM says to which function it belongs (`SHF_LINK_ORDER`)
//! only where it was told that the linker is a new one, which rustc cannot tell it. So the linker keeps the tables of everything that is in a library: 1.5 MB
//! in every program (docs/decisions/0012). Here it is said in the finished library; nothing moves in it.

use crate::process::Problem;
use object::elf::{FileHeader64, SHF_LINK_ORDER, SectionHeader64};
use object::read::archive::ArchiveFile;
use object::read::elf::{FileHeader, SectionHeader};
use object::{FileKind, LittleEndian, pod};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

const TABLE: &[u8] = b".gcc_except_table.";
/// Where LLVM puts a function's code: by itself, or as one that hardly ever runs.
const CODE: [&[u8]; 2] = [b".text.unlikely.", b".text."];

/// What the wrapper around rustc calls for each library that was compiled.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A Rust library (.rlib); it is changed in place
    file: PathBuf,
}

pub(crate) fn run(options: &Options) -> Result<std::process::ExitCode, Problem> {
    link_file(&options.file).map_err(|error| {
        Problem::new(
            format!("{} cannot be linked to its tables ({error})", options.file.display()),
            "remove it and build again",
        )
    })?;
    Ok(std::process::ExitCode::SUCCESS)
}

fn link_file(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut library = fs::read(path)?;
    if link(&mut library)? > 0 {
        fs::write(path, library)?;
    }
    Ok(())
}

/// The header of a table's section, as a position in the file, and the number of the section with its function's code.
struct Table {
    header: usize,
    code: u32,
}

/// Says of each table which code it belongs to. How many were told.
fn link(library: &mut [u8]) -> Result<usize, Box<dyn std::error::Error>> {
    let tables = unlinked(library)?;
    for table in &tables {
        let bytes = library.get_mut(table.header..).unwrap_or_default();
        let (header, _) = pod::from_bytes_mut::<SectionHeader64<LittleEndian>>(bytes)
            .map_err(|()| "a section's header is outside of it")?;
        let flags = header.sh_flags(LittleEndian) | SHF_LINK_ORDER;
        header.sh_flags.set(LittleEndian, flags);
        header.sh_link.set(LittleEndian, table.code);
    }
    Ok(tables.len())
}

fn unlinked(library: &[u8]) -> object::Result<Vec<Table>> {
    let mut tables = Vec::new();
    for member in ArchiveFile::parse(library)?.members() {
        let member = member?;
        let data = member.data(library)?;
        if matches!(FileKind::parse(data), Ok(FileKind::Elf64)) {
            let start = usize::try_from(member.file_range().0).unwrap_or(usize::MAX);
            tables.extend(in_object(data, start)?);
        }
    }
    Ok(tables)
}

/// A function's name is unique in an object, and so are the names of its sections. What has no code under that name stays as it is: the linker keeps it.
fn in_object(data: &[u8], start: usize) -> object::Result<Vec<Table>> {
    let file = FileHeader64::<LittleEndian>::parse(data)?;
    let sections = file.sections(LittleEndian, data)?;
    let first = usize::try_from(file.e_shoff(LittleEndian)).unwrap_or(usize::MAX);
    let (mut code, mut tables) = (HashMap::new(), Vec::new());
    for (index, section) in sections.enumerate() {
        let name = sections.section_name(LittleEndian, section)?;
        if let Some(function) = CODE.iter().find_map(|prefix| name.strip_prefix(*prefix)) {
            code.insert(function, u32::try_from(index.0).unwrap_or_default());
        }
        let unlinked = section.sh_link(LittleEndian) == 0;
        if let Some(function) = name.strip_prefix(TABLE).filter(|_| unlinked) {
            tables.push((function, index.0));
        }
    }
    let header = |index| {
        first
            .saturating_add(size_of::<SectionHeader64<LittleEndian>>().saturating_mul(index))
            .saturating_add(start)
    };
    let linked = tables.into_iter().filter_map(|(function, index)| {
        Some(Table {
            header: header(index),
            code: *code.get(function)?,
        })
    });
    Ok(linked.collect())
}

#[cfg(all(test, target_os = "linux", target_pointer_width = "64", target_endian = "little"))]
mod tests {
    use super::*;
    use std::process::{Command, Output};

    /// `kept` has something to drop when `end` panics; nobody calls `left_out`.
    const LIBRARY: &str = "
        pub struct Told;
        impl Drop for Told { fn drop(&mut self) { println!(\"dropped\"); } }
        #[inline(never)] pub fn kept(end: fn()) { let _told = Told; end(); }
        #[inline(never)] pub fn left_out(end: fn()) { let _told = Told; end(); end(); }
    ";
    const PROGRAM: &str = "
        fn end() { panic!(\"ended\"); }
        fn main() { let caught = std::panic::catch_unwind(|| parts::kept(end)); println!(\"caught {}\", caught.is_err()); }
    ";

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("aero2-unwind-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            assert!(fs::create_dir_all(&folder).is_ok());
            let folder = Self(folder);
            assert!(fs::write(folder.0.join("parts.rs"), LIBRARY).is_ok());
            assert!(fs::write(folder.0.join("main.rs"), PROGRAM).is_ok());
            assert_eq!(folder.rustc(&["--crate-type=lib", "parts.rs"]), "");
            folder
        }

        fn rustc(&self, arguments: &[&str]) -> String {
            let mut command = Command::new("rustc");
            command.args(["--edition=2024", "-Copt-level=z", "-Ccodegen-units=1"]);
            said(command.args(arguments).current_dir(&self.0).output())
        }

        fn library(&self) -> Vec<u8> {
            fs::read(self.0.join("libparts.rlib")).unwrap_or_default()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn said(output: std::io::Result<Output>) -> String {
        output.map_or_else(
            |error| error.to_string(),
            |output| {
                String::from_utf8_lossy(if output.status.success() {
                    &output.stdout
                } else {
                    &output.stderr
                })
                .into_owned()
            },
        )
    }

    #[test]
    fn every_table_is_told_its_function_once() {
        let folder = Folder::new("told");
        let mut library = folder.library();
        let before = library.len();
        assert!(link(&mut library).is_ok_and(|told| told >= 2));
        assert_eq!(library.len(), before);
        assert_eq!(link(&mut library).ok(), Some(0));
    }

    #[test]
    fn a_program_of_such_libraries_still_unwinds() {
        let folder = Folder::new("unwinds");
        assert!(link_file(&folder.0.join("libparts.rlib")).is_ok());
        assert_eq!(
            folder.rustc(&["main.rs", "--extern=parts=libparts.rlib", "-oprogram"]),
            ""
        );
        let ran = said(
            Command::new(folder.0.join("program"))
                .stderr(std::process::Stdio::null())
                .output(),
        );
        assert_eq!(ran, "dropped\ncaught true\n");
    }

    #[test]
    fn what_is_no_library_is_refused_and_stays() {
        let folder = Folder::new("refused");
        let source = folder.0.join("parts.rs");
        assert!(link_file(&source).is_err());
        assert_eq!(fs::read_to_string(source).ok().as_deref(), Some(LIBRARY));
    }
}
