//go:build (!amd64 && !arm64) || purego

package tensor

func byteTile(Level, int, int, *uint8, int, *int8, *float32, *float32, *int32, *float32, int, *float32, int) {
}

func wide(Level, int) int { return 0 }

func greatestWide(int, *float32) float32 { return 0 }

func toBytesWide(int, *uint8, *float32, float32) {}

func leakyWide(int, *float32, float32) {}

func cellBytesRow(Level, int, *float32, *float32, *uint8) int { return 0 }
