//go:build !amd64

package tensor

func byteTile(Level, int, int, *uint8, int, *int8, *float32, *float32, *int32, *float32, int, *float32, int) {
}

func greatest512(int, *float32) float32 { return 0 }

func toBytes512(int, *uint8, *float32, float32) {}

func cellBytesRow(Level, int, *float32, *float32, *uint8) int { return 0 }

func leaky512(int, *float32, float32) {}
