"""Any endpoint that speaks OpenAI's wire protocol: OpenAI, Azure, vLLM, Ollama, llama.cpp."""
