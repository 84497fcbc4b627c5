// Package stagetest is for tests of pipelines and their pieces.
package stagetest
