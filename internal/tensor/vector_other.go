//go:build !amd64 || purego

package tensor

func add512(int, *float32, *float32) {}

func times512(int, *float32, *float32) {}

func adam512(int, *float32, *float32, *float32, *float32, *Adam) {}

func cellBack512(int, *float32, int, *float32, *float32, *float32, *float32, *float32) {}
