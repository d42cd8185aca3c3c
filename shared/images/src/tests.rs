//! Pictures of each kind, and files that only pretend to be one.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use super::*;
use image::{Rgba, RgbaImage};

/// A picture that can hardly be compressed.
fn noise(width: u32, height: u32) -> DynamicImage {
    let mut state = 1_u32;
    DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgba(state.rotate_left(7).to_be_bytes())
    }))
}

fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let image = if format == ImageFormat::Jpeg {
        DynamicImage::ImageRgb8(image.to_rgb8())
    } else {
        image.clone()
    };
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// The same PNG with another chunk behind its header.
fn with_chunk(png: &[u8], kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(data);
    chunk.extend(crc(&chunk[4..]).to_be_bytes());
    [&png[..33], &chunk, &png[33..]].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[test]
fn each_kind_becomes_a_small_png() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let picture = redraw(&file(&noise(600, 300), format)).unwrap();
        assert!(picture.png.starts_with(b"\x89PNG\r\n\x1a\n"), "{format:?}");
        assert!(picture.png.len() <= MOST_KEPT, "{format:?}: {}", picture.png.len());
        assert_eq!(picture.width, 2 * picture.height, "{format:?}");
        assert!(picture.width <= 256, "{format:?}");
    }
    let small = redraw(&file(&noise(20, 40), ImageFormat::Png)).unwrap();
    assert_eq!((small.width, small.height), (20, 40));
}

#[test]
fn nothing_of_the_file_itself_is_kept() {
    let said = b"Comment\0<script>alert(1)</script>";
    let png = with_chunk(&file(&noise(10, 10), ImageFormat::Png), *b"tEXt", said);
    let polyglot = [png.as_slice(), b"PK\x03\x04<html><script>alert(2)</script>"].concat();
    let drawn = redraw(&polyglot).unwrap().png;
    for trace in [&b"<script>"[..], b"tEXt", b"PK\x03\x04"] {
        assert!(!drawn.windows(trace.len()).any(|found| found == trace));
    }
    assert_eq!(redraw(&drawn).unwrap().png, drawn, "drawn again it is the same");
}

#[test]
fn what_is_no_picture_is_refused_whatever_its_name() {
    let others: [&[u8]; 6] = [
        b"",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        b"<?xml version=\"1.0\"?><svg/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"BM\x00\x00",
        b"PK\x03\x04",
    ];
    for other in others {
        assert_eq!(redraw(other), Err(PictureError::Unknown), "{other:?}");
    }
}

#[test]
fn a_truncated_picture_is_damaged() {
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let whole = file(&noise(64, 64), format);
        for keep in [16, 40, whole.len() / 2] {
            assert!(redraw(&whole[..keep]).is_err(), "{format:?} {keep}");
        }
    }
    let jpeg = file(&noise(64, 64), ImageFormat::Jpeg);
    assert!(redraw(&jpeg[..40]).is_err());
    let mut flipped = file(&noise(64, 64), ImageFormat::Png);
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0xff;
    assert_eq!(redraw(&flipped), Err(PictureError::Damaged));
}

#[test]
fn a_bomb_is_refused_by_what_it_says_before_it_is_decoded() {
    let mut png = file(&noise(1, 1), ImageFormat::Png);
    for (width, height) in [(60_000_u32, 60_000_u32), (4096, 4096), (1, 60_000)] {
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc(&png[12..29]);
        png[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(redraw(&png), Err(PictureError::TooLarge), "{width}x{height}");
    }
}
