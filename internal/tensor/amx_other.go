//go:build !amd64 || purego

package tensor

func detectTiles() bool { return false }

func (p *Packed) packHalf(Mat, bool) {}

func mulHalf(Mat, []float32, int, int, int, int, *Packed, Mat) {}

const bytePad = 64

func mulByteTiles(Mat, []uint8, int, []float32, *ByteMat, Mat) {}
