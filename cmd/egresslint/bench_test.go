package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"sigs.k8s.io/yaml"
)

// BenchmarkStart is a run on ten pods.
func BenchmarkStart(b *testing.B) {
	dir, _ := writeTown(b, 10)
	b.Chdir(dir)
	for b.Loop() {
		lintTown(b)
	}
}

// BenchmarkLint10k is a run on a large cluster; BenchmarkSigs10k does nothing but parse its YAML. The first is to take at most
// 0.8 of the time of the second, and to evaluate the policies for at most 2 % of the packets.
func BenchmarkLint10k(b *testing.B) {
	dir, size := writeTown(b, manyPods(b))
	b.Chdir(dir)
	b.SetBytes(size)
	var told string
	for b.Loop() {
		told = lintTown(b)
	}
	found := regexp.MustCompile(`(\d+) packets .*, (\d+) evaluations`).FindStringSubmatch(told)
	if found == nil {
		b.Fatal(told)
	}
	packets, _ := strconv.ParseFloat(found[1], 64)
	evaluations, _ := strconv.ParseFloat(found[2], 64)
	b.ReportMetric(100*evaluations/packets, "evaluations/100packets")
}

// BenchmarkSigs10k is what a reader without this program would do.
func BenchmarkSigs10k(b *testing.B) {
	dir, size := writeTown(b, manyPods(b))
	files, err := filepath.Glob(filepath.Join(dir, "k8s", "*.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(size)
	for b.Loop() {
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			var v map[string]any
			if err := yaml.Unmarshal(text, &v); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// manyPods is 10,000, fewer with -short, and what the environment says.
func manyPods(b *testing.B) int {
	if text := os.Getenv("BENCH_PODS"); text != "" {
		pods, err := strconv.Atoi(text)
		if err != nil {
			b.Fatal(fmt.Errorf("BENCH_PODS: %w", err))
		}
		return pods
	}
	if testing.Short() {
		return 1_000
	}
	return 10_000
}

// lintTown lints the working directory and returns what is told on standard error.
func lintTown(b *testing.B) string {
	var told bytes.Buffer
	if code := run(context.Background(), []string{"lint", "--verbose", "--format", "json"}, nil, io.Discard, &told); code != exitFindings {
		b.Fatal(code, told.String())
	}
	return told.String()
}
