//! Pictures that others upload: decoded within bounds, made small, and drawn again as PNG.
//!
//! No byte of an upload is ever served: neither what it says of itself (metadata) nor what follows its end, and a file that only pretends to be a
//! picture has nothing to draw.

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};
use std::io::Cursor;

/// Bytes of an upload.
pub const MOST_BYTES: usize = 1024 * 1024;
/// Bytes of what is kept.
pub const MOST_KEPT: usize = 90 * 1024;
/// The media types of what can be read.
pub const TYPES: &[&str] = &["image/png", "image/jpeg", "image/webp"];

/// Pixels of a side, and of the whole: known before anything is decoded.
const MOST_SIDE: u32 = 4096;
const MOST_PIXELS: u64 = 8_000_000;
/// What decoding may take: eight million pixels of sixteen bits a channel.
const MOST_MEMORY: u64 = 96 * 1024 * 1024;
/// The sides tried, until the picture fits. The last always does: 128 by 128 pixels are 64 KiB even when nothing can be compressed.
const SIDES: [u32; 3] = [256, 192, 128];

/// A picture drawn again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// PNG, at most [`MOST_KEPT`] bytes.
    pub png: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// It is none of the three kinds, whatever its name says.
    #[error("Use a PNG, JPEG or WebP image.")]
    Unknown,
    /// There is more in it than it weighs.
    #[error("Use an image of at most 4096 pixels a side and 8 million pixels in all.")]
    TooLarge,
    /// It ends early, or contradicts itself.
    #[error("The image is damaged: it could not be read to its end.")]
    Damaged,
}

/// Reads a picture, whatever it is called, and draws it again.
pub fn redraw(bytes: &[u8]) -> Result<Picture, PictureError> {
    let whole = decoded(bytes)?;
    for side in SIDES {
        let small = if whole.width() > side || whole.height() > side {
            whole.thumbnail(side, side)
        } else {
            whole.clone()
        };
        let png = encoded(&small)?;
        if png.len() <= MOST_KEPT {
            let (width, height) = (small.width(), small.height());
            return Ok(Picture { png, width, height });
        }
    }
    Err(PictureError::TooLarge)
}

fn decoded(bytes: &[u8]) -> Result<DynamicImage, PictureError> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| PictureError::Unknown)?;
    if !matches!(
        reader.format(),
        Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)
    ) {
        return Err(PictureError::Unknown);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Damaged)?;
    let (width, height) = decoder.dimensions();
    let sides = 1..=MOST_SIDE;
    if !sides.contains(&width)
        || !sides.contains(&height)
        || u64::from(width) * u64::from(height) > MOST_PIXELS
        || decoder.total_bytes() > MOST_MEMORY
    {
        return Err(PictureError::TooLarge);
    }
    // What a camera noted instead of turning the picture is done now: the note itself is not kept.
    let turned = decoder.orientation().map_err(|_| PictureError::Damaged)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Damaged)?;
    image.apply_orientation(turned);
    Ok(image)
}

fn encoded(image: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::Adaptive);
    let (width, height) = (image.width(), image.height());
    let written = if image.color().has_alpha() {
        encoder.write_image(&image.to_rgba8(), width, height, ExtendedColorType::Rgba8)
    } else {
        encoder.write_image(&image.to_rgb8(), width, height, ExtendedColorType::Rgb8)
    };
    written.map_err(|_| PictureError::Damaged)?;
    Ok(png)
}

#[cfg(test)]
mod tests;
