# The same program as `make run`, for those who prefer containers.
FROM python:3.12-slim

# another extra in place of PostgreSQL's driver: docker compose build --build-arg EXTRA=sentence-transformers,
# and then up without --build, which would build the default again
ARG EXTRA=postgres
RUN apt-get update && apt-get install --yes --no-install-recommends make \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 khoosheyar

WORKDIR /app
RUN chown khoosheyar /app && install -d -o khoosheyar /data
USER khoosheyar

COPY --chown=khoosheyar pyproject.toml constraints.txt Makefile ./
RUN PIP_NO_CACHE_DIR=1 make setup .venv/.extra-$EXTRA

COPY --chown=khoosheyar . .

# HF_HOME: where sentence-transformers keeps a model it has fetched; the rest of the container is read-only
ENV HOST=0.0.0.0 PORT=8000 DATA_DIR=/data HF_HOME=/data/huggingface
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=120s CMD [".venv/bin/python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD [".venv/bin/python", "-m", "bot", "serve", "--prepare"]
