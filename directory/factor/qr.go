package factor

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// Picture is a QR code as a drawing: Size squares a side with a margin of four, and the
// path of the dark ones, for an SVG whose viewBox is "0 0 Size Size". A page can hold it
// under a policy that allows neither inline styles nor images from elsewhere.
type Picture struct {
	Size int
	Path string
}

const margin = 4

// PictureOf draws a text as a QR code.
func PictureOf(text string) (Picture, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return Picture{}, fmt.Errorf("draw QR code: %w", err)
	}
	var path strings.Builder
	box := code.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if code.At(x, y) == color.Black {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+margin, y+margin)
			}
		}
	}
	return Picture{Size: box.Dx() + 2*margin, Path: path.String()}, nil
}
