//go:build !amd64

package tensor

func detectTiles() bool { return false }

func (p *Packed) packHalf(Mat, bool) {}

func mulHalf(Mat, []float32, int, int, int, int, *Packed, Mat) {}
